package io.colloquy.analysis.webhooks.delivery;

import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How receivers are reached.
 *
 * @param connect for the connection and its TLS
 * @param response for the answer, once everything is sent, and for each piece of a long body
 * @param connections at once
 * @param localAddress from which connections go out
 * @param proxy that makes them instead
 * @param trusted whose certificates are taken, if not those that Java knows
 */
record PosterSettings(
    Duration connect,
    Duration response,
    int connections,
    Optional<String> localAddress,
    Optional<URI> proxy,
    Optional<TrustOptions> trusted) {}

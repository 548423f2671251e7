package io.colloquy.gateway.session;

import java.util.Optional;

/**
 * Who is on the other end of an admitted socket.
 *
 * @param authorizationMethod {@code public} or {@code authorization_header}
 * @param source the client library, as it named itself in the URL
 * @param arrivedAtMs milliseconds since 1970
 */
public record Caller(
    String agentId,
    String authorizationMethod,
    Optional<String> source,
    Optional<String> sourceVersion,
    long arrivedAtMs) {}

package io.colloquy.gateway.session;

import java.util.Optional;

/**
 * Who is on the other end of an admitted socket.
 *
 * @param workspace in which the agent is
 * @param authorizationMethod {@code public}, {@code authorization_header} or {@code signed_url}
 * @param conversationId the id that the conversation was promised
 * @param source the client library, as it named itself in the URL
 * @param arrivedAtMs milliseconds since 1970
 */
public record Caller(
    String agentId,
    String workspace,
    String authorizationMethod,
    Optional<String> conversationId,
    Optional<String> source,
    Optional<String> sourceVersion,
    long arrivedAtMs) {}

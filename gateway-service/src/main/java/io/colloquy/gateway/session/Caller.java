package io.colloquy.gateway.session;

import io.colloquy.contracts.edge.Initiation;
import java.util.Optional;

/**
 * Who is on the other end of an admitted socket.
 *
 * @param workspace in which the agent is
 * @param authorizationMethod {@code public}, {@code authorization_header}, {@code signed_url} or
 *     {@code shareable_link}
 * @param source the client library, as it named itself in the URL
 * @param arrivedAtMs milliseconds since 1970
 * @param textOnly whether the agent only writes, unless the client asks for something else
 * @param burst whether this call is beyond what its workspace has at the ordinary price
 */
public record Caller(
    String agentId,
    String workspace,
    String authorizationMethod,
    Optional<String> source,
    Optional<String> sourceVersion,
    long arrivedAtMs,
    boolean textOnly,
    boolean burst) {

  /** Whether nothing is spoken. The owner decides whether the client may choose that. */
  boolean isTextOnly(Initiation wishes) {
    return wishes.conversationConfigOverride().at("/conversation/text_only").asBoolean(textOnly);
  }
}

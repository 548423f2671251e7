package io.colloquy.contracts.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import java.util.Optional;

/**
 * What the client sent in {@code conversation_initiation_client_data}. Each object is kept as it
 * came; an empty one is the same as none.
 */
public record Initiation(
    ObjectNode conversationConfigOverride,
    ObjectNode customLlmExtraBody,
    ObjectNode dynamicVariables,
    Optional<String> userId) {

  public Initiation {
    conversationConfigOverride = orEmpty(conversationConfigOverride);
    customLlmExtraBody = orEmpty(customLlmExtraBody);
    dynamicVariables = orEmpty(dynamicVariables);
    userId = userId == null ? Optional.empty() : userId;
  }

  /** No overrides, no variables, an anonymous user. */
  public static Initiation bare() {
    var none = Json.MAPPER.createObjectNode();
    return new Initiation(none, none, none, Optional.empty());
  }

  private static ObjectNode orEmpty(ObjectNode node) {
    return node == null ? Json.MAPPER.createObjectNode() : node;
  }
}

package io.colloquy.conversation.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Lists in a configuration that hold one object for each tool, by the tool's name. */
final class Named {

  private static final String NAME = "tool_name";

  static Optional<ObjectNode> find(JsonNode config, String list, String toolName) {
    for (var item : config.path(list)) {
      if (item instanceof ObjectNode object && object.path(NAME).asText().equals(toolName)) {
        return Optional.of(object);
      }
    }
    return Optional.empty();
  }

  /** Whether there was one. */
  static boolean remove(ObjectNode config, String list, String toolName) {
    boolean found = false;
    if (config.get(list) instanceof ArrayNode items) {
      for (int i = items.size() - 1; i >= 0; i--) {
        if (items.get(i).path(NAME).asText().equals(toolName)) {
          items.remove(i);
          found = true;
        }
      }
    }
    return found;
  }

  private Named() {}
}

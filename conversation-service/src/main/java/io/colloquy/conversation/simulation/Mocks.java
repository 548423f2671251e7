package io.colloquy.conversation.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What tools answer in a simulation, in which none is called for real. */
final class Mocks {

  /** What a tool without a mock answers. */
  static final Reply DEFAULT = new Reply("Tool Called.", false);

  private final Map<String, Reply> replies = new HashMap<>();

  record Reply(String value, boolean isError) {}

  /**
   * @param config {@code tool_mock_config}: by the tool's name
   */
  Mocks(JsonNode config) {
    for (var mock : config.properties()) {
      replies.put(
          mock.getKey(),
          new Reply(
              mock.getValue().path("default_return_value").asText(DEFAULT.value()),
              mock.getValue().path("default_is_error").asBoolean(DEFAULT.isError())));
    }
  }

  Optional<Reply> of(String tool) {
    return Optional.ofNullable(replies.get(tool));
  }
}

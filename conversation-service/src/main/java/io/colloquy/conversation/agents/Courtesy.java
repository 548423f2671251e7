package io.colloquy.conversation.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.agent.Prompt;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Understands what the guides' samples mean although the reference says otherwise: a first message
 * written into the prompt (pages 004, 036, 037) and a system tool without parameters (page 004).
 * What the client wrote stays; what is missing is added.
 */
final class Courtesy {

  private static final String FIRST_MESSAGE = "first_message";
  private static final String PARAMS = "params";
  private static final String TOOL_TYPE = "system_tool_type";

  /** Other names of system tools that samples use. */
  private static final Map<String, String> ALIASES =
      Map.of("transfer_to_human", "transfer_to_number");

  /** Completes a document or patch as it came from the client. */
  static void applyTo(ObjectNode document) {
    var agent = document.path("conversation_config").path("agent");
    var prompt = agent.path("prompt");
    if (agent instanceof ObjectNode settings
        && !settings.has(FIRST_MESSAGE)
        && prompt.path(FIRST_MESSAGE).isTextual()) {
      settings.set(FIRST_MESSAGE, prompt.get(FIRST_MESSAGE));
    }
    for (var tool : prompt.path("tools")) {
      if (tool.path("type").asText().equals("system")) {
        completeTool(tool, tool.path("name").asText());
      }
    }
    for (var tool : prompt.path("built_in_tools").properties()) {
      if (tool.getValue() instanceof ObjectNode config && !config.has("name")) {
        config.put("name", tool.getKey());
      }
      completeTool(tool.getValue(), tool.getKey());
    }
  }

  private static void completeTool(JsonNode tool, String name) {
    var type = ALIASES.getOrDefault(name, name);
    if (!(tool instanceof ObjectNode config) || !Prompt.SYSTEM_TOOLS.contains(type)) {
      return;
    }
    if (!config.hasNonNull(PARAMS)) {
      config.putObject(PARAMS);
    }
    if (config.get(PARAMS) instanceof ObjectNode params && !params.has(TOOL_TYPE)) {
      params.put(TOOL_TYPE, type);
    }
  }

  /** The system tools of a list that even courtesy makes no sense of, by their index. */
  static List<Integer> senseless(List<Map<String, Object>> tools) {
    return IntStream.range(0, tools.size())
        .filter(i -> "system".equals(tools.get(i).get("type")) && !tools.get(i).containsKey(PARAMS))
        .boxed()
        .toList();
  }

  private Courtesy() {}
}

package io.colloquy.conversation.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Where an agent names tools: in its prompt, in nodes of its workflow, in steps that call one. */
final class ToolReferences {

  private static final Set<String> LISTS = Set.of("tool_ids", "additional_tool_ids");
  private static final String ONE = "tool_id";

  /** The ids in the order in which they are named. */
  static Set<String> of(Agent agent) {
    Set<String> ids = new LinkedHashSet<>();
    collect(Json.MAPPER.valueToTree(agent), ids);
    return ids;
  }

  private static void collect(JsonNode node, Set<String> ids) {
    for (var member : node.properties()) {
      if (LISTS.contains(member.getKey())) {
        member.getValue().forEach(id -> ids.add(id.asText()));
      } else if (member.getKey().equals(ONE)) {
        ids.add(member.getValue().asText());
      }
    }
    node.forEach(child -> collect(child, ids));
  }

  /** The agent without a tool. */
  static Agent without(Agent agent, String toolId, Instant now) {
    ObjectNode document = Json.MAPPER.valueToTree(agent);
    remove(document, toolId);
    document.withObject("/metadata").put("updated_at_unix_secs", now.getEpochSecond());
    return Json.read(document.toString(), Agent.class);
  }

  private static void remove(JsonNode node, String toolId) {
    for (var member : node.properties()) {
      if (LISTS.contains(member.getKey()) && member.getValue() instanceof ArrayNode ids) {
        removeIf(ids, item -> item.asText().equals(toolId));
      } else if (member.getValue() instanceof ArrayNode steps) {
        removeIf(steps, step -> step.path(ONE).asText().equals(toolId));
      }
    }
    node.forEach(child -> remove(child, toolId));
  }

  private static void removeIf(ArrayNode list, Predicate<JsonNode> condition) {
    for (int i = list.size() - 1; i >= 0; i--) {
      if (condition.test(list.get(i))) {
        list.remove(i);
      }
    }
  }

  private ToolReferences() {}
}

package io.colloquy.analysis.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What can be said of a transcript without understanding it. */
final class Facts {

  static String of(List<ObjectNode> turns) {
    long agent = said(turns, "agent");
    long user = said(turns, "user");
    var facts = new StringBuilder();
    if (agent + user == 0) {
      facts.append("Nothing was said.");
    } else {
      facts.append(
          "A conversation in which the agent spoke %s and the user %s."
              .formatted(times(agent), times(user)));
    }
    var tools = tools(turns);
    if (!tools.isEmpty()) {
      facts.append(" Tools that were called: %s.".formatted(String.join(", ", tools)));
    }
    return facts.toString();
  }

  static boolean nothingHappened(List<ObjectNode> turns) {
    return said(turns, "agent") + said(turns, "user") == 0 && tools(turns).isEmpty();
  }

  private static long said(List<ObjectNode> turns, String role) {
    return turns.stream()
        .filter(turn -> turn.path("role").asText().equals(role))
        .filter(turn -> turn.path("message").isTextual())
        .filter(turn -> !turn.path("message").asText().isBlank())
        .count();
  }

  private static Set<String> tools(List<ObjectNode> turns) {
    Set<String> names = new LinkedHashSet<>();
    for (var turn : turns) {
      for (JsonNode call : turn.path("tool_calls")) {
        names.add(call.path("tool_name").asText());
      }
    }
    return names;
  }

  private static String times(long count) {
    return count == 1 ? "once" : count == 0 ? "not at all" : count + " times";
  }

  private Facts() {}
}

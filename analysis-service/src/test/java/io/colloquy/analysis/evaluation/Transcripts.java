package io.colloquy.analysis.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import java.util.ArrayList;
import java.util.List;

/** Transcripts in the documented form. */
final class Transcripts {

  /** Turns of the agent and the user in turn. */
  static List<ObjectNode> of(String... messages) {
    List<ObjectNode> turns = new ArrayList<>();
    for (var message : messages) {
      turns.add(turn(turns.size() % 2 == 0 ? "agent" : "user", message));
    }
    return turns;
  }

  static ObjectNode turn(String role, String message) {
    var turn = Json.MAPPER.createObjectNode().put("role", role).put("message", message);
    turn.putArray("tool_calls");
    turn.putArray("tool_results");
    return turn;
  }

  static ObjectNode call(String tool, String parameters) {
    var turn = turn("agent", null);
    turn.withArrayProperty("tool_calls")
        .addObject()
        .put("tool_name", tool)
        .put("params_as_json", parameters);
    return turn;
  }

  static ObjectNode result(String tool, String value, boolean isError) {
    var turn = turn("agent", null);
    turn.withArrayProperty("tool_results")
        .addObject()
        .put("tool_name", tool)
        .put("result_value", value)
        .put("is_error", isError);
    return turn;
  }

  private Transcripts() {}
}

package io.colloquy.conversation.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.LlmUsage;
import java.util.List;

/** Turns in the form in which clients see them (page 043). */
final class Turns {

  static final String AGENT = "agent";
  static final String USER = "user";

  /** A tool that the agent used, and what it was told. */
  record Use(
      String requestId,
      String type,
      String tool,
      String parameters,
      Mocks.Reply reply,
      ObjectNode result) {}

  static ObjectNode said(String role, String message) {
    return turn(role).put("message", message);
  }

  static ObjectNode calls(List<Use> uses) {
    var turn = turn(AGENT);
    for (var use : uses) {
      turn.withArrayProperty("tool_calls")
          .addObject()
          .put("type", use.type())
          .put("request_id", use.requestId())
          .put("tool_name", use.tool())
          .put("params_as_json", use.parameters())
          .put("tool_has_been_called", false)
          .putNull("tool_details");
    }
    return turn;
  }

  static ObjectNode results(List<Use> uses) {
    var turn = turn(AGENT);
    for (var use : uses) {
      var result =
          turn.withArrayProperty("tool_results")
              .addObject()
              .put("type", use.type())
              .put("request_id", use.requestId())
              .put("tool_name", use.tool())
              .put("result_value", use.reply().value())
              .put("is_error", use.reply().isError())
              .put("tool_has_been_called", true)
              .put("tool_latency_secs", 0);
      if (!use.result().isEmpty()) {
        result.set("result", use.result());
      }
    }
    return turn;
  }

  /** Notes what models have used for a turn of the agent. */
  static void used(ObjectNode turn, LlmUsage usage) {
    if (usage.hasAny()) {
      turn.set("llm_usage", Json.MAPPER.valueToTree(usage));
    }
  }

  private static ObjectNode turn(String role) {
    var turn = Json.MAPPER.createObjectNode().put("role", role).putNull("message");
    turn.putArray("tool_calls");
    turn.putArray("tool_results");
    return turn.putNull("feedback")
        .putNull("llm_override")
        .put("time_in_call_secs", 0)
        .putNull("conversation_turn_metrics")
        .putNull("rag_retrieval_info")
        .putNull("llm_usage");
  }

  static String role(ObjectNode turn) {
    return turn.path("role").asText();
  }

  /** What was said in a turn; empty where nothing was. */
  static String message(ObjectNode turn) {
    return turn.path("message").isTextual() ? turn.path("message").textValue().strip() : "";
  }

  private Turns() {}
}

package io.colloquy.conversation.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Refusal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Answers to requests for several objects, each of which has an outcome of its own. */
final class Batches {

  static ObjectNode success(JsonNode data) {
    var outcome = Json.MAPPER.createObjectNode().put("status", "success");
    outcome.set("data", data);
    return outcome;
  }

  static ObjectNode failure(Refusal refusal) {
    return Json.MAPPER
        .createObjectNode()
        .put("status", "failure")
        .put("error_code", refusal.statusCode())
        .put("error_status", refusal.status())
        .put("error_message", refusal.getMessage());
  }

  /** An outcome for each id. */
  static ObjectNode found(String kind, List<String> ids, List<ObjectNode> found) {
    var byId =
        found.stream()
            .collect(Collectors.toMap(one -> one.get("id").textValue(), Function.identity()));
    var answer = Json.MAPPER.createObjectNode();
    for (var id : ids) {
      answer.set(
          id, byId.containsKey(id) ? success(byId.get(id)) : failure(Refusal.notFound(kind, id)));
    }
    return answer;
  }

  private Batches() {}
}

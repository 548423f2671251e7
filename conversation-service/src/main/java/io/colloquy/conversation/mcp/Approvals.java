package io.colloquy.conversation.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import java.util.List;
import java.util.Optional;

/** Which tools of a server somebody looked at, and what they may do since: in its configuration. */
final class Approvals {

  private static final String LIST = "tool_approval_hashes";
  private static final String ASK_ALWAYS = "require_approval_all";
  private static final String NAME = "tool_name";

  /** One approval for each tool; a new one takes the place of the old. */
  static void add(ObjectNode config, ObjectNode request) {
    var name = request.path(NAME).asText();
    var hash = ToolHash.of(request.path("tool_description").asText(), request.path("input_schema"));
    Named.remove(config, LIST, name);
    config
        .withArray(LIST)
        .add(
            Json.MAPPER
                .createObjectNode()
                .put(NAME, name)
                .put("tool_hash", hash)
                .put("approval_policy", request.path("approval_policy").asText()));
  }

  /** Whether there was one. */
  static boolean remove(ObjectNode config, String toolName) {
    return Named.remove(config, LIST, toolName);
  }

  /** Compares what was approved with what the server has now. */
  static ArrayNode statuses(String serverId, JsonNode config, List<ObjectNode> tools) {
    var statuses = Json.MAPPER.createArrayNode();
    for (var tool : tools) {
      var name = tool.path("name").asText();
      var approval = Named.find(config, LIST, name);
      var status = statuses.addObject();
      status.put("tool_id", "mcp:%s:%s".formatted(serverId, name));
      status.put("state", state(approval, tool));
      approval.ifPresent(
          found ->
              status.put(
                  "approval_policy", found.path("approval_policy").asText("requires_approval")));
    }
    return statuses;
  }

  /** Whether a tool may be used. Empty if it may not: where each is judged, nobody judged it. */
  static Optional<Approval> of(JsonNode config, String name, String description, JsonNode schema) {
    return switch (config.path("approval_policy").asText(ASK_ALWAYS)) {
      case "auto_approve_all" -> Optional.of(Approval.GIVEN);
      case "require_approval_per_tool" ->
          Named.find(config, LIST, name).map(found -> judged(found, description, schema));
      default -> Optional.of(Approval.REQUIRED);
    };
  }

  /** A tool that is another than the one that was approved is asked about again. */
  private static Approval judged(ObjectNode approval, String description, JsonNode schema) {
    boolean isKnown = approval.path("tool_hash").asText().equals(ToolHash.of(description, schema));
    return isKnown && approval.path("approval_policy").asText().equals("auto_approved")
        ? Approval.GIVEN
        : Approval.REQUIRED;
  }

  private static String state(Optional<ObjectNode> approval, ObjectNode tool) {
    var hash = ToolHash.of(tool.path("description").asText(), tool.path("inputSchema"));
    return approval
        .map(found -> found.path("tool_hash").asText().equals(hash) ? "up_to_date" : "needs_review")
        .orElse("not_approved");
  }

  private Approvals() {}
}

package io.colloquy.conversation.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.conversation.tools.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A tool of an MCP server on its way to a model: its name, its configuration, its schema. */
final class ServerTool {

  static final String OVERRIDES = "tool_config_overrides";
  static final String INPUTS = "input_overrides";

  private static final int LONGEST_NAME = 64;
  private static final int DEFAULT_TIMEOUT_SECONDS = 20;

  /** What a tool may have for itself where its server says it for all. */
  private static final List<String> OF_TOOL_OR_SERVER =
      List.of("force_pre_tool_speech", "disable_interruptions", "response_timeout_secs");

  private static final List<String> OF_TOOL =
      List.of(
          "pre_tool_speech",
          "interruption_mode",
          "tool_call_sound",
          "tool_call_sound_behavior",
          "execution_mode",
          "assignments",
          INPUTS);

  /**
   * The tools that may be used, in the server's order.
   *
   * @param taken names that others have, with those that are given here from now on
   */
  static List<Offer> offers(
      String serverId, JsonNode server, List<ObjectNode> tools, Set<String> taken) {
    List<Offer> offers = new ArrayList<>();
    for (var tool : tools) {
      Approvals.of(
              server,
              tool.path("name").asText(),
              tool.path("description").asText(),
              tool.path("inputSchema"))
          .map(approval -> config(serverId, server, tool, approval))
          .map(config -> offer(config, taken))
          .ifPresent(offers::add);
    }
    return offers;
  }

  private static Offer offer(ObjectNode config, Set<String> taken) {
    var name = nameForModels(config.path("mcp_tool_name").asText(), taken);
    var spec = new ToolSpec(name, config.path("description").asText(), schemaForModels(config));
    return new Offer("mcp", spec, config);
  }

  private static ObjectNode config(
      String serverId, JsonNode server, ObjectNode tool, Approval approval) {
    var name = tool.path("name").asText();
    var description = tool.path("description").asText("");
    var config =
        Json.MAPPER
            .createObjectNode()
            .put("type", "mcp")
            .put("name", name)
            .put("description", description)
            .put("integration_type", "mcp_server")
            .put("approval_policy", server.path("approval_policy").asText("require_approval_all"))
            .put("requires_approval", approval == Approval.REQUIRED)
            .put("mcp_tool_name", name)
            .put("mcp_tool_description", description)
            .put("mcp_server_id", serverId)
            .put("mcp_server_name", server.path("name").asText())
            .put("response_timeout_secs", DEFAULT_TIMEOUT_SECONDS)
            .put("disable_interruptions", false)
            .put("force_pre_tool_speech", false);
    config.set("mcp_input_schema", tool.path("inputSchema"));
    config.putArray("assignments");
    var own =
        Named.find(server, OVERRIDES, name)
            .<JsonNode>map(found -> found)
            .orElseGet(Json.MAPPER::missingNode);
    for (var member : OF_TOOL_OR_SERVER) {
      set(config, member, server.path(member));
      set(config, member, own.path(member));
    }
    OF_TOOL.forEach(member -> set(config, member, own.path(member)));
    return config;
  }

  private static void set(ObjectNode config, String member, JsonNode value) {
    if (!value.isMissingNode() && !value.isNull()) {
      config.set(member, value);
    }
  }

  /**
   * Models know letters, digits, underscore and hyphen. Of several with one name each gets its own.
   */
  private static String nameForModels(String name, Set<String> taken) {
    var plain = name.replaceAll("[^a-zA-Z0-9_-]", "_");
    plain = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    var free = plain;
    for (int i = 2; free.isEmpty() || !taken.add(free); i++) {
      var mark = "_" + i;
      free = plain.substring(0, Math.min(LONGEST_NAME - mark.length(), plain.length())) + mark;
    }
    return free;
  }

  /** Without what the model has no say in. */
  private static ObjectNode schemaForModels(ObjectNode config) {
    var schema = (ObjectNode) config.get("mcp_input_schema").deepCopy();
    for (var override : config.path(INPUTS).properties()) {
      var source = override.getValue().path("source").asText();
      var property = schema.path("properties").path(override.getKey());
      if (!source.equals("llm")) {
        schema.withObjectProperty("properties").remove(override.getKey());
        forget(schema.path("required"), override.getKey());
      } else if (property instanceof ObjectNode described
          && override.getValue().path("prompt").isTextual()) {
        described.set("description", override.getValue().get("prompt"));
      }
    }
    return schema;
  }

  private static void forget(JsonNode required, String name) {
    if (required instanceof ArrayNode names) {
      for (int i = names.size() - 1; i >= 0; i--) {
        if (names.get(i).asText().equals(name)) {
          names.remove(i);
        }
      }
    }
  }

  private ServerTool() {}
}

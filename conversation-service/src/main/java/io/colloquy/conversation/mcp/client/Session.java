package io.colloquy.conversation.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What both sides say. */
final class Session {

  /** What this client speaks best; a server may answer with an older one. */
  private static final String PROTOCOL_VERSION = "2025-06-18";

  private static final int LONGEST_MESSAGE = 300;

  private final Wire wire;
  private long lastId;

  Session(Wire wire) {
    this.wire = wire;
  }

  void begin() {
    var parameters = Json.MAPPER.createObjectNode().put("protocolVersion", PROTOCOL_VERSION);
    parameters.putObject("capabilities");
    parameters.putObject("clientInfo").put("name", "Colloquy").put("version", "1");
    var result = ask("initialize", parameters);
    wire.speak(result.path("protocolVersion").asText(PROTOCOL_VERSION));
    wire.tell(message("notifications/initialized"));
  }

  List<ObjectNode> tools(int most) {
    List<ObjectNode> tools = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      var parameters = Json.MAPPER.createObjectNode();
      cursor.ifPresent(text -> parameters.put("cursor", text));
      var result = ask("tools/list", parameters);
      result.path("tools").forEach(tool -> tools.add(tool(tool.deepCopy())));
      cursor = Optional.ofNullable(result.path("nextCursor").textValue());
      if (tools.size() > most || (cursor.isPresent() && result.path("tools").isEmpty())) {
        throw new McpFailure("The MCP server's list of tools has no end.");
      }
    } while (cursor.isPresent());
    return tools;
  }

  /** What a tool answered: its {@code content}, and {@code isError} if it did not succeed. */
  ObjectNode call(String tool, ObjectNode arguments, ObjectNode meta) {
    var parameters = Json.MAPPER.createObjectNode().put("name", tool);
    parameters.set("arguments", arguments);
    if (!meta.isEmpty()) {
      parameters.set("_meta", meta);
    }
    return ask("tools/call", parameters);
  }

  private static ObjectNode tool(JsonNode described) {
    if (described instanceof ObjectNode tool
        && tool.path("name").isTextual()
        && tool.path("inputSchema").isObject()) {
      return tool;
    }
    throw new McpFailure("The MCP server has a tool without a name or an input schema.");
  }

  private ObjectNode ask(String method, ObjectNode parameters) {
    var request = message(method).put("id", ++lastId);
    request.set("params", parameters);
    var response = wire.ask(request);
    if (response.get("result") instanceof ObjectNode result) {
      return result;
    }
    var error = response.at("/error/message").asText();
    throw new McpFailure(
        "The MCP server answered with an error: "
            + error.substring(0, Math.min(LONGEST_MESSAGE, error.length())));
  }

  private static ObjectNode message(String method) {
    return Json.MAPPER.createObjectNode().put("jsonrpc", "2.0").put("method", method);
  }
}

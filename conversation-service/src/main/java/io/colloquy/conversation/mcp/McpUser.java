package io.colloquy.conversation.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.mcp.client.McpFailure;
import io.colloquy.conversation.tools.ToolResult;
import io.colloquy.conversation.tools.ToolUse;
import io.colloquy.conversation.tools.ToolUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Uses tools of MCP servers. Whether the user allowed it is known before; here only what nobody may
 * allow is refused.
 */
@ApplicationScoped
public class McpUser implements ToolUser {

  private static final int DEFAULT_TIMEOUT_SECONDS = 20;

  private final McpAccess access;

  @Inject
  public McpUser(McpAccess access) {
    this.access = access;
  }

  @Override
  public String type() {
    return "mcp";
  }

  @Override
  public ToolResult use(ToolUse use) throws InterruptedException {
    try {
      return used(use);
    } catch (McpFailure failure) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return ToolResult.failed(failure.getMessage());
    }
  }

  private ToolResult used(ToolUse use) {
    var config = use.config();
    var time = time(config);
    var server =
        access.server(use.workspace(), config.path("mcp_server_id").asText()).body().path("config");
    requireAllowed(config, server);
    var arguments = arguments(use);
    var details = details(config, arguments);
    var prepared = access.prepared(use.workspace(), server, use.variables(), Map.of(), time);
    try {
      return called(use, prepared, arguments, details);
    } catch (McpFailure failure) {
      if (!failure.isUnauthorized()) {
        throw failure;
      }
      var refused = prepared.endpoint().headers();
      var anew = access.prepared(use.workspace(), server, use.variables(), refused, time);
      return called(use, anew, arguments, details);
    }
  }

  private ToolResult called(
      ToolUse use, McpAccess.Prepared prepared, ObjectNode arguments, ObjectNode details) {
    var shown = Optional.of(prepared.secrecy().in(details));
    var tool = use.config().path("mcp_tool_name").asText();
    try {
      var result =
          access.with(
              use.conversationId(),
              prepared.endpoint(),
              time(use.config()),
              (session, left) -> session.call(tool, arguments, prepared.meta(), left));
      var text = prepared.secrecy().inText(Content.text(result));
      return new ToolResult(
          ToolResult.capped(text), result.path("isError").asBoolean(false), shown);
    } catch (McpFailure failure) {
      if (Thread.currentThread().isInterrupted() || failure.isUnauthorized()) {
        throw failure;
      }
      return new ToolResult(prepared.secrecy().inText(failure.getMessage()), true, shown);
    }
  }

  private static Duration time(ObjectNode config) {
    return Duration.ofSeconds(config.path("response_timeout_secs").asInt(DEFAULT_TIMEOUT_SECONDS));
  }

  /** An approval may have been taken back since the tool was offered. */
  private static void requireAllowed(ObjectNode config, JsonNode server) {
    var approval =
        Approvals.of(
            server,
            config.path("mcp_tool_name").asText(),
            config.path("mcp_tool_description").asText(),
            config.path("mcp_input_schema"));
    if (approval.isEmpty()) {
      throw new McpFailure("This tool is disabled.");
    }
    if (approval.get() == Approval.REQUIRED && !config.path("requires_approval").asBoolean(false)) {
      throw new McpFailure("This tool may not be used without being asked for any more.");
    }
  }

  private static ObjectNode arguments(ToolUse use) {
    var arguments = use.parameters().deepCopy();
    for (var override : use.config().path(ServerTool.INPUTS).properties()) {
      var value = override.getValue();
      switch (value.path("source").asText()) {
        case "constant" -> arguments.set(override.getKey(), value.path("constant_value"));
        case "dynamic_variable" -> {
          var variable = value.path("dynamic_variable").asText();
          var known =
              Optional.ofNullable(use.variables().get(variable))
                  .orElseThrow(
                      () ->
                          new McpFailure(
                              "The dynamic variable '%s' has no value.".formatted(variable)));
          arguments.set(override.getKey(), Json.MAPPER.valueToTree(known));
        }
        case "omit" -> arguments.remove(override.getKey());
        default -> {}
      }
    }
    return arguments;
  }

  private static ObjectNode details(ObjectNode config, ObjectNode arguments) {
    var details = Json.MAPPER.createObjectNode().put("type", "mcp");
    for (var member :
        List.of(
            "mcp_server_id",
            "mcp_server_name",
            "integration_type",
            "approval_policy",
            "requires_approval",
            "mcp_tool_name",
            "mcp_tool_description")) {
      details.set(member, config.path(member));
    }
    var parameters = details.putObject("parameters");
    for (var argument : arguments.properties()) {
      var value = argument.getValue();
      parameters.put(argument.getKey(), value.isValueNode() ? value.asText() : value.toString());
    }
    return details;
  }
}

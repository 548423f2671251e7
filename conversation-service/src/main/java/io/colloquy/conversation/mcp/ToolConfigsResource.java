package io.colloquy.conversation.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Merge;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.colloquy.rest.schema.Defaults;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Consumer;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** What one tool of an MCP server does otherwise than its server: no page has it, the SDK does. */
@Path("/v1/convai/mcp-servers/{id}/tool-configs")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class ToolConfigsResource {

  private static final Operation ADD = ApiDocument.get().operation("addMcpToolConfig");
  private static final Operation CHANGE = ApiDocument.get().operation("changeMcpToolConfig");

  private static final String LIST = "tool_config_overrides";

  private final McpServers servers;
  private final ServerAnswers answers;

  @Inject
  public ToolConfigsResource(McpServers servers, ServerAnswers answers) {
    this.servers = servers;
    this.answers = answers;
  }

  @POST
  public Uni<RestResponse<byte[]>> add(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] body) {
    var added = ADD.read(body);
    var tool = added.path("tool_name").asText();
    return change(
        workspace,
        id,
        config -> {
          if (Named.find(config, LIST, tool).isPresent()) {
            throw new Refusal(
                409, "mcp_tool_config_exists", "This tool has a configuration already.");
          }
          config.withArray(LIST).add(added);
        });
  }

  private Uni<RestResponse<byte[]>> change(
      Workspace workspace, String id, Consumer<ObjectNode> change) {
    return answers.to(
        workspace, servers.change(workspace, id, Json.MAPPER.createObjectNode(), change));
  }

  @GET
  @Path("{tool}")
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      @RestPath String tool) {
    var schema = ApiDocument.get().schema("MCPToolConfigOverride");
    return servers
        .get(workspace, id)
        .map(server -> found(server.body().path("config"), tool))
        .map(config -> Answer.ok(Defaults.filled(schema, config)));
  }

  private static ObjectNode found(JsonNode config, String tool) {
    return Named.find(config, LIST, tool)
        .orElseThrow(
            () ->
                new Refusal(
                    404,
                    "mcp_tool_config_not_found",
                    "This tool has no configuration of its own."));
  }

  @PATCH
  @Path("{tool}")
  public Uni<RestResponse<byte[]>> change(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      @RestPath String tool,
      byte[] body) {
    var patch = CHANGE.read(body);
    patch.put("tool_name", tool);
    return change(
        workspace,
        id,
        config -> {
          var merged = Merge.of(found(config, tool), patch);
          Named.remove(config, LIST, tool);
          config.withArray(LIST).add(merged);
        });
  }

  @DELETE
  @Path("{tool}")
  public Uni<RestResponse<byte[]>> delete(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      @RestPath String tool) {
    return change(
        workspace,
        id,
        config -> {
          found(config, tool);
          Named.remove(config, LIST, tool);
        });
  }
}

package io.colloquy.conversation.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.usage.Dependent;
import io.colloquy.conversation.usage.Dependents;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Merge;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
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
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** MCP servers over REST (pages 144 to 149). Who may call is the gateway's business. */
@Path("/v1/convai/mcp-servers")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class McpServersResource {

  private static final Operation ADD = ApiDocument.get().operation("addMcpServer");
  private static final Operation CHANGE = ApiDocument.get().operation("changeMcpServer");
  private static final Operation SET_POLICY = ApiDocument.get().operation("setApprovalPolicy");
  private static final Operation APPROVE = ApiDocument.get().operation("approveMcpTool");

  /** Members that a change replaces as a whole: what it leaves out of a map is to go. */
  private static final List<String> REPLACED =
      List.of("request_headers", "request_meta", "secret_token", "auth_connection", "url");

  private final McpServers servers;
  private final ServerAnswers answers;
  private final Dependents dependents;
  private final McpTools tools;

  @Inject
  public McpServersResource(
      McpServers servers, ServerAnswers answers, Dependents dependents, McpTools tools) {
    this.servers = servers;
    this.answers = answers;
    this.dependents = dependents;
    this.tools = tools;
  }

  @POST
  public Uni<RestResponse<byte[]>> add(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    var server = ADD.read(body);
    server.remove(List.of("id", "access_info", "dependent_agents", "metadata"));
    return answers.to(workspace, servers.add(workspace, server));
  }

  @GET
  public Uni<RestResponse<byte[]>> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace) {
    return servers
        .all(workspace)
        .chain(all -> answers.views(workspace, all))
        .map(views -> Answer.ok(Map.of("mcp_servers", views)));
  }

  @GET
  @Path("{id}")
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return answers.to(workspace, servers.get(workspace, id));
  }

  @PATCH
  @Path("{id}")
  public Uni<RestResponse<byte[]>> change(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] body) {
    var patch = CHANGE.read(body);
    return change(workspace, id, patch, config -> merge(config, patch));
  }

  private static void merge(ObjectNode config, ObjectNode patch) {
    REPLACED.stream().filter(patch::has).forEach(config::remove);
    var merged = Merge.of(config, patch);
    config.removeAll();
    config.setAll(merged);
  }

  private Uni<RestResponse<byte[]>> change(
      Workspace workspace, String id, ObjectNode request, Consumer<ObjectNode> change) {
    return answers.to(workspace, servers.change(workspace, id, request, change));
  }

  @DELETE
  @Path("{id}")
  public Uni<RestResponse<byte[]>> delete(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return servers
        .delete(workspace, id, () -> requireUnused(workspace, id))
        .map(_ -> Answer.ok(Map.of()));
  }

  private Uni<Void> requireUnused(Workspace workspace, String id) {
    return dependents
        .agentsUsingMcpServers(workspace, List.of(id))
        .invoke(
            agents -> {
              if (agents.containsKey(id)) {
                var named = "agents: " + Dependent.named(agents.get(id));
                throw Refusal.inUse(McpServers.KIND, id, named);
              }
            })
        .replaceWithVoid();
  }

  @PATCH
  @Path("{id}/approval-policy")
  public Uni<RestResponse<byte[]>> setPolicy(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] body) {
    var policy = SET_POLICY.read(body);
    return change(
        workspace,
        id,
        policy,
        config -> config.set("approval_policy", policy.get("approval_policy")));
  }

  @POST
  @Path("{id}/tool-approvals")
  public Uni<RestResponse<byte[]>> approve(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] body) {
    var approval = APPROVE.filled(APPROVE.read(body));
    // What a tool's schema calls "secret_id" is the tool's own business.
    return change(
        workspace, id, Json.MAPPER.createObjectNode(), config -> Approvals.add(config, approval));
  }

  @DELETE
  @Path("{id}/tool-approvals/{tool}")
  public Uni<RestResponse<byte[]>> forget(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      @RestPath String tool) {
    return change(
        workspace,
        id,
        Json.MAPPER.createObjectNode(),
        config -> {
          if (!Approvals.remove(config, tool)) {
            throw new Refusal(
                404, "mcp_tool_approval_not_found", "There is no approval of this tool.");
          }
        });
  }

  /** Asks the server itself. What goes wrong there is told in the answer. */
  @GET
  @Path("{id}/tools")
  public Uni<RestResponse<byte[]>> tools(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return servers.get(workspace, id).chain(server -> tools.of(workspace, server)).map(Answer::ok);
  }
}

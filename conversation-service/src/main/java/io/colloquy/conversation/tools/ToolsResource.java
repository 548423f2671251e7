package io.colloquy.conversation.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.agents.AgentStore;
import io.colloquy.conversation.usage.Dependent;
import io.colloquy.conversation.usage.DependentPage;
import io.colloquy.conversation.usage.Dependents;
import io.colloquy.conversation.usage.Need;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.StrictJson;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.colloquy.rest.shelf.ListRequest;
import io.colloquy.rest.shelf.Shelf;
import io.smallrye.mutiny.Multi;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Tools over REST (pages 088 to 094). Who may call is the gateway's business. */
@Path("/v1/convai/tools")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class ToolsResource {

  private static final Operation CREATE = ApiDocument.get().operation("createTool");
  private static final Operation LIST = ApiDocument.get().operation("listTools");
  private static final Operation CHANGE = ApiDocument.get().operation("changeTool");
  private static final Operation DELETE = ApiDocument.get().operation("deleteTool");
  private static final Operation USERS = ApiDocument.get().operation("listAgentsUsingTool");

  /** So many agents at once are freed of a tool that is deleted by force. */
  private static final int BATCH = 100;

  private final Tools tools;
  private final Dependents dependents;
  private final AgentStore agents;

  @Inject
  public ToolsResource(Tools tools, Dependents dependents, AgentStore agents) {
    this.tools = tools;
    this.dependents = dependents;
    this.agents = agents;
  }

  @POST
  public Uni<RestResponse<byte[]>> create(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    return tools.add(workspace, received(CREATE, body)).map(ToolsResource::answer);
  }

  private static ObjectNode received(Operation operation, byte[] body) {
    var document = StrictJson.object(body);
    GuideDialect.translate(document);
    operation.checked(document);
    document.remove(List.of("id", "access_info", "usage_stats"));
    return document;
  }

  private static RestResponse<byte[]> answer(Shelf.Entry tool) {
    return Answer.ok(ToolView.shown(tool));
  }

  @GET
  public Uni<RestResponse<byte[]>> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @Context UriInfo uri) {
    var query = LIST.query(uri.getQueryParameters());
    var request = ListRequest.of(query);
    return query
        .text("used_by_agent_id")
        .map(agentId -> usedBy(workspace, agentId, request))
        .orElseGet(() -> tools.list(workspace, request).map(ToolList::of))
        .map(Answer::ok);
  }

  private Uni<ToolList> usedBy(Workspace workspace, String agentId, ListRequest request) {
    return agents
        .find(agentId)
        .map(agent -> agent.map(owned -> ToolReferences.of(owned.agent())).orElseGet(Set::of))
        .chain(ids -> tools.find(workspace, ids))
        .map(found -> ToolList.whole(found, request));
  }

  @GET
  @Path("{id}")
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return tools.get(workspace, id).map(ToolsResource::answer);
  }

  /** The configuration is replaced as a whole: the document demands a whole one. */
  @PATCH
  @Path("{id}")
  public Uni<RestResponse<byte[]>> change(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] body) {
    var change = received(CHANGE, body);
    return tools.change(workspace, id, tool -> tool.setAll(change)).map(ToolsResource::answer);
  }

  @DELETE
  @Path("{id}")
  public Uni<RestResponse<byte[]>> delete(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      @Context UriInfo uri) {
    boolean force = DELETE.query(uri.getQueryParameters()).flag("force").orElse(false);
    var ready = force ? tools.get(workspace, id).chain(() -> forget(workspace, id)) : nothing();
    return ready
        .chain(() -> tools.delete(workspace, id, () -> requireUnused(workspace, id)))
        .map(_ -> Answer.ok(Map.of()));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> requireUnused(Workspace workspace, String id) {
    return users(workspace, id, "", BATCH)
        .invoke(
            users -> {
              if (!users.isEmpty()) {
                throw Refusal.inUse(Tools.KIND, id, "agents: " + Dependent.named(users));
              }
            })
        .replaceWithVoid();
  }

  /** Takes the tool away from every agent that has it. */
  private Uni<Void> forget(Workspace workspace, String id) {
    return users(workspace, id, "", BATCH)
        .chain(
            users ->
                users.isEmpty()
                    ? nothing()
                    : Multi.createFrom()
                        .iterable(users)
                        .onItem()
                        .transformToUniAndConcatenate(user -> forget(workspace, user, id))
                        .collect()
                        .asList()
                        .chain(() -> forget(workspace, id)));
  }

  private Uni<Void> forget(Workspace workspace, Dependent user, String id) {
    return agents
        .update(workspace, user.id(), (agent, now) -> ToolReferences.without(agent, id, now))
        .replaceWithVoid();
  }

  @GET
  @Path("{id}/dependent-agents")
  public Uni<RestResponse<byte[]>> users(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      @Context UriInfo uri) {
    var query = USERS.query(uri.getQueryParameters());
    return tools
        .get(workspace, id)
        .chain(() -> DependentPage.of(query, (after, most) -> users(workspace, id, after, most)))
        .map(
            page ->
                Answer.ok(
                    Json.MAPPER
                        .createObjectNode()
                        .<ObjectNode>set("agents", Json.MAPPER.valueToTree(page.dependents()))
                        .put("next_cursor", page.nextCursor().orElse(null))
                        .put("has_more", page.nextCursor().isPresent())));
  }

  private Uni<List<Dependent>> users(Workspace workspace, String id, String after, int most) {
    return dependents.agents(workspace, Need.TOOL, id, after, most);
  }
}

package io.colloquy.conversation.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.rest.Answer;
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
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Agents over REST (pages 071 to 077). Who may call is the gateway's business. */
@Path("/v1/convai/agents")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class AgentsResource {

  private static final Operation LIST = ApiDocument.get().operation("listAgents");

  private final AgentStore store;
  private final AgentList list;
  private final AgentDocuments documents;
  private final ModelOffers offers;

  @Inject
  public AgentsResource(
      AgentStore store, AgentList list, AgentDocuments documents, ModelOffers offers) {
    this.store = store;
    this.list = list;
    this.documents = documents;
    this.offers = offers;
  }

  @POST
  @Path("create")
  public Uni<RestResponse<byte[]>> create(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    var agentId = Ids.agent();
    return offers
        .in(workspace)
        .chain(
            offered ->
                store.create(workspace, now -> documents.create(body, agentId, offered, now)))
        .map(AgentsResource::itsId);
  }

  /** A new agent with everything that this one has, but for its picture and its shareable link. */
  @POST
  @Path("{agentId}/duplicate")
  public Uni<RestResponse<byte[]>> duplicate(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String agentId,
      byte[] body) {
    var name = documents.nameOfDuplicate(body);
    var duplicateId = Ids.agent();
    return store
        .get(workspace, agentId)
        .chain(
            agent ->
                store.create(workspace, now -> documents.duplicate(agent, name, duplicateId, now)))
        .map(AgentsResource::itsId);
  }

  private static RestResponse<byte[]> itsId(Agent agent) {
    return Answer.ok(Map.of("agent_id", agent.agentId()));
  }

  @GET
  @Path("{agentId}")
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String agentId) {
    return store.get(workspace, agentId).map(agent -> Answer.ok(view(agent)));
  }

  @GET
  public Uni<RestResponse<byte[]>> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      UriInfo uri) {
    var query = LIST.query(uri.getQueryParameters());
    return list.page(workspace, ListQuery.of(query, workspace)).map(Answer::ok);
  }

  @PATCH
  @Path("{agentId}")
  public Uni<RestResponse<byte[]>> update(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String agentId,
      byte[] body) {
    var patch = documents.patch(body);
    return offers
        .in(workspace)
        .chain(
            offered ->
                store.update(
                    workspace,
                    agentId,
                    (agent, now) -> documents.update(agent, patch, offered, now)))
        .map(agent -> Answer.ok(view(agent)));
  }

  @DELETE
  @Path("{agentId}")
  public Uni<RestResponse<byte[]>> delete(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String agentId) {
    return store.delete(workspace, agentId).map(nothing -> Answer.ok(Map.of()));
  }

  @GET
  @Path("{agentId}/link")
  public Uni<RestResponse<byte[]>> link(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String agentId) {
    return store.get(workspace, agentId).map(agent -> Answer.ok(ShareableLink.of(agent)));
  }

  @GET
  @Path("{agentId}/widget")
  public Uni<RestResponse<byte[]>> widget(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String agentId) {
    return store.get(workspace, agentId).map(agent -> Answer.ok(Widget.of(agent)));
  }

  /** The agent, and what other services or the caller's rights add to it. */
  private static ObjectNode view(Agent agent) {
    ObjectNode view = Json.MAPPER.valueToTree(agent);
    view.putArray("phone_numbers");
    view.set("access_info", Json.MAPPER.valueToTree(AccessInfo.OF_WORKSPACE));
    return view;
  }
}

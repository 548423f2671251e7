package io.colloquy.conversation.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Agents over REST (pages 071 to 076). Who may call is the gateway's business. */
@Path("/v1/convai/agents")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class AgentsResource {

  private final AgentStore store;
  private final AgentList list;
  private final AgentDocuments documents;

  @Inject
  public AgentsResource(AgentStore store, AgentList list, AgentDocuments documents) {
    this.store = store;
    this.list = list;
    this.documents = documents;
  }

  @POST
  @Path("create")
  public Uni<RestResponse<byte[]>> create(byte[] body) {
    var agentId = Ids.agent();
    return store
        .create(now -> documents.create(body, agentId, now))
        .map(agent -> Answer.ok(Map.of("agent_id", agent.agentId())));
  }

  @GET
  @Path("{agentId}")
  public Uni<RestResponse<byte[]>> get(@RestPath String agentId) {
    return store
        .find(agentId)
        .map(agent -> agent.orElseThrow(() -> Refusal.notFound("agent", agentId)))
        .map(agent -> Answer.ok(view(agent)));
  }

  @GET
  public Uni<RestResponse<byte[]>> list(
      @RestQuery("page_size") String pageSize,
      @RestQuery String search,
      @RestQuery String archived,
      @RestQuery("sort_by") String sortBy,
      @RestQuery("sort_direction") String sortDirection,
      @RestQuery String cursor) {
    return list.page(ListQuery.of(pageSize, search, archived, sortBy, sortDirection, cursor))
        .map(page -> Answer.ok(page));
  }

  @PATCH
  @Path("{agentId}")
  public Uni<RestResponse<byte[]>> update(@RestPath String agentId, byte[] body) {
    return store
        .update(agentId, (agent, now) -> documents.update(agent, body, now))
        .map(agent -> Answer.ok(view(agent)));
  }

  @DELETE
  @Path("{agentId}")
  public Uni<RestResponse<byte[]>> delete(@RestPath String agentId) {
    return store.delete(agentId).map(nothing -> Answer.ok(Map.of()));
  }

  /** The agent, and what other services or the caller's rights add to it. */
  private static ObjectNode view(Agent agent) {
    ObjectNode view = Json.MAPPER.valueToTree(agent);
    view.putArray("phone_numbers");
    view.set("access_info", Json.MAPPER.valueToTree(AccessInfo.OF_WORKSPACE));
    return view;
  }
}

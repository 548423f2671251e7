package io.colloquy.conversation.knowledge;

import io.colloquy.rest.Answer;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** How much an agent knows, over REST (page 109). */
@Path("/v1/convai/agent/{agentId}/knowledge-base/size")
@Produces(MediaType.APPLICATION_JSON)
public class KnowledgeSizeResource {

  private final AgentsUsing agents;

  @Inject
  public KnowledgeSizeResource(AgentsUsing agents) {
    this.agents = agents;
  }

  @GET
  public Uni<RestResponse<byte[]>> size(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId agentId) {
    return agents
        .pages(workspace, agentId.text())
        .map(pages -> Answer.ok(Map.of("number_of_pages", pages)));
  }
}

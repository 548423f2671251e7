package io.colloquy.conversation.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.usage.Access;
import io.colloquy.conversation.usage.Dependent;
import io.colloquy.conversation.usage.Dependents;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.colloquy.rest.shelf.Shelf;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/** Shows stored servers: every default in its place, and the agents that use them. */
@ApplicationScoped
public class ServerAnswers {

  private static final Operation ADD = ApiDocument.get().operation("addMcpServer");

  private final Dependents dependents;

  @Inject
  public ServerAnswers(Dependents dependents) {
    this.dependents = dependents;
  }

  /** The answer to work that leaves a server behind. */
  Uni<RestResponse<byte[]>> to(Workspace workspace, Uni<Shelf.Entry> work) {
    return work.chain(server -> views(workspace, List.of(server)))
        .map(views -> Answer.ok(views.getFirst()));
  }

  /** With one query for all agents. */
  Uni<List<ObjectNode>> views(Workspace workspace, List<Shelf.Entry> servers) {
    var ids = servers.stream().map(Shelf.Entry::id).toList();
    return dependents
        .agentsUsingMcpServers(workspace, ids)
        .map(agents -> servers.stream().map(server -> view(server, agents)).toList());
  }

  private static ObjectNode view(Shelf.Entry server, Map<String, List<Dependent>> agents) {
    var view = Json.MAPPER.createObjectNode().put("id", server.id());
    view.setAll(ADD.filled(server.body()));
    view.set("access_info", Access.info());
    var users = view.putArray("dependent_agents");
    agents.getOrDefault(server.id(), List.of()).forEach(agent -> users.add(agent.view()));
    view.putObject("metadata")
        .put("created_at", server.createdAt().getEpochSecond())
        .putNull("owner_user_id");
    return view;
  }
}

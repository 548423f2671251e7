package io.colloquy.conversation.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.mcp.McpRoster.Reached;
import io.colloquy.conversation.mcp.client.McpFailure;
import io.colloquy.conversation.tools.Offer;
import io.colloquy.rest.Blocking;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.shelf.Shelf;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Asks MCP servers for their tools. */
@ApplicationScoped
public class McpTools {

  private static final Logger LOG = Logger.getLogger(McpTools.class);

  private final McpAccess access;
  private final Duration timeLimit;
  private final Duration startPatience;

  @Inject
  public McpTools(
      McpAccess access,
      @ConfigProperty(name = "colloquy.mcp.time-limit", defaultValue = "10s") Duration timeLimit,
      @ConfigProperty(name = "colloquy.mcp.start-patience", defaultValue = "3s")
          Duration startPatience) {
    this.access = access;
    this.timeLimit = timeLimit;
    this.startPatience = startPatience;
  }

  /** The tools of one server; or why they are not known. */
  private record Asked(JsonNode config, List<ObjectNode> tools) {}

  /**
   * What these servers offer at this moment. All are asked at once, and those that have not
   * answered within {@code colloquy.mcp.start-patience} offer nothing. Blocks a virtual thread.
   *
   * @param variables of the conversation, for headers
   * @param taken names of the agent's other tools
   */
  public McpRoster roster(
      Workspace workspace, List<String> serverIds, Map<String, Object> variables, Set<String> taken)
      throws InterruptedException {
    var ids = serverIds.stream().distinct().toList();
    var asked = ids.stream().map(id -> asking(workspace, id, variables)).toList();
    long end = System.nanoTime() + startPatience.toNanos();
    Set<String> names = new HashSet<>(taken);
    List<Offer> offers = new ArrayList<>();
    List<Reached> reached = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      var id = ids.get(i);
      var answer = answer(id, asked.get(i), end - System.nanoTime());
      answer.ifPresent(it -> offers.addAll(ServerTool.offers(id, it.config(), it.tools(), names)));
      reached.add(
          new Reached(id, answer.isPresent(), answer.map(it -> it.tools().size()).orElse(0)));
    }
    return new McpRoster(offers, reached);
  }

  private FutureTask<Asked> asking(Workspace workspace, String id, Map<String, Object> variables) {
    var task =
        new FutureTask<>(
            () -> {
              var server = access.server(workspace, id);
              var config = server.body().path("config");
              return new Asked(config, access.tools(workspace, config, variables, startPatience));
            });
    Thread.startVirtualThread(task);
    return task;
  }

  private static Optional<Asked> answer(String id, FutureTask<Asked> asked, long nanos)
      throws InterruptedException {
    try {
      return Optional.of(asked.get(Math.max(0, nanos), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      asked.cancel(true);
      LOG.infof("MCP server %s has not answered in time", id);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof McpFailure)) {
        LOG.warnf(e.getCause(), "MCP server %s cannot be asked for its tools", id);
      } else {
        LOG.infof("MCP server %s offers nothing: %s", id, e.getCause().getMessage());
      }
    }
    return Optional.empty();
  }

  /** The same for who has no conversation. To be called on a Vert.x context, and answered on it. */
  public Uni<List<Offer>> offers(Workspace workspace, List<String> serverIds) {
    var here = Vertx.currentContext();
    return Blocking.uni(() -> roster(workspace, serverIds, Map.of(), Set.of()).offers())
        .emitOn(task -> here.runOnContext(_ -> task.run()));
  }

  /** The answer for who configured the server, of success and of failure. */
  Uni<ObjectNode> of(Workspace workspace, Shelf.Entry server) {
    return Blocking.uni(() -> asked(workspace, server.id(), server.body().path("config")));
  }

  private ObjectNode asked(Workspace workspace, String serverId, JsonNode config) {
    var answer = Json.MAPPER.createObjectNode();
    try {
      var tools = access.tools(workspace, config, Map.of(), timeLimit);
      answer.put("success", true).putArray("tools").addAll(tools);
      answer.set("tool_approval_statuses", Approvals.statuses(serverId, config, tools));
      return answer.putNull("error_message");
    } catch (McpFailure failure) {
      answer.put("success", false).putArray("tools");
      answer.putArray("tool_approval_statuses");
      return answer.put("error_message", failure.getMessage());
    }
  }
}

package io.colloquy.conversation.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.egress.Egress;
import io.colloquy.conversation.mcp.client.Limits;
import io.colloquy.conversation.mcp.client.McpClient;
import io.colloquy.conversation.mcp.client.McpFailure;
import io.colloquy.conversation.secrets.Reference;
import io.colloquy.conversation.secrets.Secrets;
import io.colloquy.conversation.tools.Offer;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.shelf.Shelf;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks MCP servers for their tools. */
@ApplicationScoped
public class McpTools {

  private final McpServers servers;
  private final Secrets secrets;
  private final McpClient client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @Inject
  public McpTools(
      McpServers servers,
      Secrets secrets,
      Vertx vertx,
      Egress egress,
      Clock clock,
      @ConfigProperty(name = "colloquy.mcp.time-limit", defaultValue = "10s") Duration timeLimit,
      @ConfigProperty(name = "colloquy.mcp.max-response-bytes", defaultValue = "4194304")
          int maxResponseBytes,
      @ConfigProperty(name = "colloquy.mcp.max-tools", defaultValue = "1000") int maxTools) {
    this.servers = servers;
    this.secrets = secrets;
    this.client =
        new McpClient(vertx, egress, new Limits(timeLimit, maxResponseBytes, maxTools), clock);
  }

  @PreDestroy
  void close() {
    threads.close();
    client.close();
  }

  /**
   * What agents that use these servers may use of them. A server that is not there, or gives no
   * answer, offers nothing. To be called on a Vert.x context, on which the answer comes.
   */
  public Uni<List<Offer>> offers(Workspace workspace, List<String> serverIds) {
    var here = Vertx.currentContext();
    return Multi.createFrom()
        .iterable(serverIds)
        .onItem()
        .transformToUniAndConcatenate(
            id ->
                servers
                    .get(workspace, id)
                    .chain(server -> of(workspace, server))
                    .map(McpTools::offers)
                    .emitOn(task -> here.runOnContext(_ -> task.run()))
                    .onFailure(Refusal.class)
                    .recoverWithItem(List.of()))
        .collect()
        .asList()
        .map(lists -> lists.stream().flatMap(List::stream).toList());
  }

  private static List<Offer> offers(ObjectNode answer) {
    List<Offer> offers = new ArrayList<>();
    for (var tool : answer.path("tools")) {
      var config =
          Json.MAPPER
              .createObjectNode()
              .put("type", "mcp")
              .put("name", nameForModels(tool.path("name").asText()))
              .put("description", tool.path("description").asText(""));
      config.set("mcp_input_schema", tool.path("inputSchema"));
      offers.add(Offer.of(config));
    }
    return offers;
  }

  /** Models know letters, digits, underscore and hyphen. */
  private static String nameForModels(String name) {
    var plain = name.replaceAll("[^a-zA-Z0-9_-]", "_");
    return plain.substring(0, Math.min(64, plain.length()));
  }

  /** The answer for who configured the server, of success and of failure. */
  Uni<ObjectNode> of(Workspace workspace, Shelf.Entry server) {
    var config = server.body().path("config");
    var ids = Reference.in(config, List.of()).stream().map(Reference::secretId).toList();
    return secrets
        .reveal(workspace, ids)
        .emitOn(threads)
        .map(values -> asked(server.id(), config, values));
  }

  private ObjectNode asked(String serverId, JsonNode config, Map<String, String> values) {
    var answer = Json.MAPPER.createObjectNode();
    try {
      var tools = client.tools(new Credentials(values).endpoint(config));
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

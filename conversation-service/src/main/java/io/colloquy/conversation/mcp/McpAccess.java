package io.colloquy.conversation.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.conversation.auth.Authorizations;
import io.colloquy.conversation.auth.NotAuthorized;
import io.colloquy.conversation.mcp.client.Endpoint;
import io.colloquy.conversation.mcp.client.Limits;
import io.colloquy.conversation.mcp.client.McpClient;
import io.colloquy.conversation.mcp.client.McpFailure;
import io.colloquy.conversation.mcp.client.OpenSession;
import io.colloquy.conversation.outgoing.Secrecy;
import io.colloquy.conversation.secrets.SecretValues;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.egress.Egress;
import io.colloquy.rest.shelf.Shelf;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reaches MCP servers as they are configured. Every method blocks a virtual thread. */
@ApplicationScoped
public class McpAccess {

  private static final long SWEEP_MS = 15_000;

  private final McpServers servers;
  private final SecretValues secrets;
  private final Authorizations authorizations;
  private final McpClient client;
  private final McpSessions sessions;
  private final Vertx vertx;
  private final long sweeping;

  /**
   * What is needed to use a server.
   *
   * @param meta goes along with every use
   */
  record Prepared(Endpoint endpoint, ObjectNode meta, Secrecy secrecy) {}

  @Inject
  public McpAccess(
      McpServers servers,
      SecretValues secrets,
      Authorizations authorizations,
      Vertx vertx,
      Egress egress,
      Clock clock,
      @ConfigProperty(name = "colloquy.mcp.time-limit", defaultValue = "10s") Duration timeLimit,
      @ConfigProperty(name = "colloquy.mcp.max-response-bytes", defaultValue = "4194304")
          int maxResponseBytes,
      @ConfigProperty(name = "colloquy.mcp.max-tools", defaultValue = "1000") int maxTools,
      @ConfigProperty(name = "colloquy.mcp.idle-time", defaultValue = "60s") Duration idleTime) {
    this.servers = servers;
    this.secrets = secrets;
    this.authorizations = authorizations;
    this.vertx = vertx;
    this.client =
        new McpClient(vertx, egress, new Limits(timeLimit, maxResponseBytes, maxTools), clock);
    this.sessions = new McpSessions(client, clock, idleTime);
    this.sweeping = vertx.setPeriodic(SWEEP_MS, _ -> Thread.startVirtualThread(sessions::sweep));
  }

  @PreDestroy
  void close() {
    vertx.cancelTimer(sweeping);
    sessions.close();
    client.close();
  }

  /**
   * @throws McpFailure if there is no such server
   */
  Shelf.Entry server(Workspace workspace, String id) {
    try {
      return VertxContextSupport.subscribeAndAwait(() -> servers.get(workspace, id));
    } catch (Refusal refusal) {
      throw new McpFailure("This MCP server is not there any more.");
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("an MCP server cannot be looked up", e);
    }
  }

  /**
   * @throws McpFailure if they cannot be found out
   */
  List<ObjectNode> tools(
      Workspace workspace, JsonNode config, Map<String, Object> variables, Duration time) {
    var prepared = prepared(workspace, config, variables, Map.of(), time);
    try {
      return client.tools(prepared.endpoint(), time);
    } catch (McpFailure failure) {
      if (!failure.isUnauthorized()) {
        throw failure;
      }
      var anew = prepared(workspace, config, variables, prepared.endpoint().headers(), time);
      if (anew.endpoint().equals(prepared.endpoint())) {
        throw failure;
      }
      return client.tools(anew.endpoint(), time);
    }
  }

  /**
   * @param refused headers that the server did not take
   * @throws McpFailure if something is not there that the server's configuration names
   */
  Prepared prepared(
      Workspace workspace,
      JsonNode config,
      Map<String, Object> variables,
      Map<String, String> refused,
      Duration time) {
    var values = secrets.of(workspace, config);
    var credentials = new Credentials(values, variables);
    var authorization = authorization(workspace, config, refused, time);
    var endpoint = credentials.endpoint(config, authorization);
    var secrecy =
        new Secrecy(
            Stream.of(
                    values.values().stream(),
                    authorization.values().stream(),
                    Secrecy.among(variables))
                .flatMap(all -> all)
                .toList());
    return new Prepared(endpoint, credentials.meta(config), secrecy);
  }

  private Map<String, String> authorization(
      Workspace workspace, JsonNode config, Map<String, String> refused, Duration time) {
    var locator = config.path("auth_connection");
    if (!locator.isObject()) {
      return Map.of();
    }
    var token = refused.get("authorization");
    try {
      return authorizations.headers(
          workspace,
          locator.path("auth_connection_id").asText(),
          token == null ? Map.of() : Map.of("Authorization", token),
          time);
    } catch (NotAuthorized failure) {
      throw new McpFailure(failure.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new McpFailure("The connection to the MCP server was given up.");
    }
  }

  /**
   * Does something in the conversation's session with a server.
   *
   * @throws McpFailure if it failed
   */
  <T> T with(
      String conversationId,
      Endpoint endpoint,
      Duration time,
      BiFunction<OpenSession, Duration, T> work) {
    return sessions.with(conversationId, endpoint, time, work);
  }
}

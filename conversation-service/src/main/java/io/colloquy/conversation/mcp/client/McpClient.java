package io.colloquy.conversation.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.rest.egress.Egress;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Talks to MCP servers: introduces itself, asks, and takes leave.
 *
 * <pre>
 *   initialize ─▶ notifications/initialized ─▶ tools/list, tools/call … ─▶ end of the session
 * </pre>
 *
 * Safe for many threads.
 */
public final class McpClient implements AutoCloseable {

  /** To one host; each session over events holds one. */
  private static final int MOST_CONNECTIONS = 500;

  private final HttpClient client;
  private final Egress egress;
  private final Limits limits;
  private final InstantSource clock;

  public McpClient(Vertx vertx, Egress egress, Limits limits, InstantSource clock) {
    this.egress = egress;
    this.limits = limits;
    this.clock = clock;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(MOST_CONNECTIONS)
                .setMaxHeaderSize(32_768)
                .setConnectTimeout((int) limits.time().toMillis()));
  }

  /**
   * The tools of a server, each as the server describes it.
   *
   * @throws McpFailure if they cannot be found out
   */
  public List<ObjectNode> tools(Endpoint endpoint) {
    return tools(endpoint, limits.time());
  }

  /** The same in less time. */
  public List<ObjectNode> tools(Endpoint endpoint, Duration time) {
    try (var session = opened(endpoint, time)) {
      session.begin();
      try {
        return session.tools(limits.tools());
      } catch (McpFailure failure) {
        if (!failure.isSessionGone()) {
          throw failure;
        }
        session.begin();
        return session.tools(limits.tools());
      }
    }
  }

  /**
   * Begins a session, which the caller ends.
   *
   * @throws McpFailure if there is none
   */
  public OpenSession open(Endpoint endpoint, Duration time) {
    var session = opened(endpoint, time);
    try {
      session.begin();
      return session;
    } catch (McpFailure failure) {
      session.close();
      throw failure;
    }
  }

  private OpenSession opened(Endpoint endpoint, Duration time) {
    var http = new Http(client, egress, endpoint.headers(), Deadline.in(time, clock));
    return new OpenSession(http, wire(endpoint, http), left -> Deadline.in(left, clock));
  }

  private Wire wire(Endpoint endpoint, Http http) {
    return switch (endpoint.transport()) {
      case SSE -> EventStream.open(http, endpoint.url(), limits.bytes());
      case STREAMABLE_HTTP -> new StreamableHttp(http, endpoint.url(), limits.bytes());
    };
  }

  @Override
  public void close() {
    var _ = client.close();
  }
}

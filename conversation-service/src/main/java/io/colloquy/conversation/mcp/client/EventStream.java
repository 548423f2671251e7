package io.colloquy.conversation.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The older way: a stream of events stays open, and its first event names the address to which
 * messages are posted. Every response is an event of the stream.
 */
final class EventStream implements Wire {

  private final Http http;
  private final HttpClientResponse stream;
  private final Promise<String> endpoint = Promise.promise();
  private final Promise<ObjectNode> end = Promise.promise();
  private final AtomicReference<Awaited> awaited = new AtomicReference<>();
  private String postUrl = "";

  /** The response that is waited for. */
  private record Awaited(long id, Promise<ObjectNode> response) {}

  private EventStream(Http http, HttpClientResponse stream) {
    this.http = http;
    this.stream = stream;
  }

  /**
   * @throws McpFailure if there is no such stream
   */
  static EventStream open(Http http, String url, int mostBytes) {
    var response = http.send(HttpMethod.GET, url, Map.of("accept", "text/event-stream"));
    Http.requireSuccess(response);
    var stream = new EventStream(http, response);
    try {
      stream.listen(url, mostBytes);
      return stream;
    } catch (McpFailure failure) {
      stream.close();
      throw failure;
    }
  }

  private void listen(String url, int mostBytes) {
    if (!Http.mediaType(stream).equals("text/event-stream")) {
      throw new McpFailure("What answers at this address is no MCP server of the kind SSE.");
    }
    end.future().onFailure(endpoint::tryFail);
    Incoming.events(stream, mostBytes, this::take, end::tryFail);
    postUrl = sameOrigin(url, http.deadline().await(endpoint.future()));
  }

  private void take(EventParser.Event event) {
    var waiting = awaited.get();
    if (event.type().equals("endpoint")) {
      endpoint.tryComplete(event.data());
    } else if (waiting != null) {
      Incoming.response(event.data().getBytes(StandardCharsets.UTF_8), waiting.id())
          .ifPresent(waiting.response()::tryComplete);
    }
  }

  /** Credentials go to the host that was configured and to no other. */
  private static String sameOrigin(String url, String endpoint) {
    try {
      var base = URI.create(url.strip());
      var named = base.resolve(endpoint.strip());
      if (String.valueOf(named.getScheme()).equalsIgnoreCase(base.getScheme())
          && String.valueOf(named.getHost()).equalsIgnoreCase(base.getHost())
          && named.getPort() == base.getPort()) {
        return named.toString();
      }
    } catch (IllegalArgumentException _) {
      // Answered below.
    }
    throw new McpFailure("The MCP server wants its messages at another host.");
  }

  @Override
  public ObjectNode ask(ObjectNode request) {
    Promise<ObjectNode> response = Promise.promise();
    end.future().onFailure(response::tryFail);
    awaited.set(new Awaited(request.get("id").longValue(), response));
    tell(request);
    return http.deadline().await(response.future());
  }

  @Override
  public void tell(ObjectNode notification) {
    var taken = http.post(postUrl, notification, Map.of());
    if (taken.statusCode() == 404 || taken.statusCode() == 400) {
      Http.drop(taken);
      throw McpFailure.sessionGone();
    }
    Http.requireSuccess(taken);
    Http.drop(taken);
  }

  /** This way knows no header for it. */
  @Override
  public void speak(String protocolVersion) {}

  @Override
  public boolean isOpen() {
    return !end.future().isComplete();
  }

  @Override
  public void close() {
    Http.drop(stream);
  }
}

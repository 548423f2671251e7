package io.colloquy.conversation.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Every message is a POST to one address; its response comes as JSON, or as an event of a stream.
 */
final class StreamableHttp implements Wire {

  private static final Logger LOG = Logger.getLogger(StreamableHttp.class);
  private static final String SESSION = "mcp-session-id";
  private static final String VERSION = "mcp-protocol-version";

  private final Http http;
  private final String url;
  private final int mostBytes;
  private Optional<String> session = Optional.empty();
  private Optional<String> version = Optional.empty();

  StreamableHttp(Http http, String url, int mostBytes) {
    this.http = http;
    this.url = url;
    this.mostBytes = mostBytes;
  }

  @Override
  public ObjectNode ask(ObjectNode request) {
    var response = post(request);
    Optional.ofNullable(response.getHeader(SESSION)).ifPresent(id -> session = Optional.of(id));
    long id = request.get("id").longValue();
    return switch (Http.mediaType(response)) {
      case "application/json" ->
          http.deadline()
              .await(
                  Incoming.whole(response, mostBytes)
                      .map(
                          body ->
                              Incoming.response(body.getBytes(), id)
                                  .orElseThrow(StreamableHttp::noResponse)));
      case "text/event-stream" -> awaitEvent(response, id);
      default -> {
        Http.drop(response);
        throw noResponse();
      }
    };
  }

  private ObjectNode awaitEvent(HttpClientResponse response, long id) {
    try {
      return http.deadline()
          .await(
              Incoming.first(
                  response,
                  mostBytes,
                  event -> Incoming.response(event.data().getBytes(StandardCharsets.UTF_8), id)));
    } finally {
      Http.drop(response);
    }
  }

  private static McpFailure noResponse() {
    return new McpFailure("What answers at this address is no MCP server.");
  }

  @Override
  public void tell(ObjectNode notification) {
    Http.drop(post(notification));
  }

  private HttpClientResponse post(ObjectNode message) {
    var headers = headers();
    headers.put("accept", "application/json, text/event-stream");
    var response = http.post(url, message, headers);
    // By the protocol it is 404; servers of the official SDK's samples say 400.
    if ((response.statusCode() == 404 || response.statusCode() == 400) && session.isPresent()) {
      session = Optional.empty();
      version = Optional.empty();
      Http.drop(response);
      throw McpFailure.sessionGone();
    }
    Http.requireSuccess(response);
    return response;
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    session.ifPresent(id -> headers.put(SESSION, id));
    version.ifPresent(agreed -> headers.put(VERSION, agreed));
    return headers;
  }

  @Override
  public void speak(String protocolVersion) {
    version = Optional.of(protocolVersion);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  /**
   * Tells the server that it may forget the session. One that does not understand forgets later.
   */
  @Override
  public void close() {
    try {
      if (session.isPresent()) {
        Http.drop(http.send(HttpMethod.DELETE, url, headers()));
      }
    } catch (McpFailure failure) {
      LOG.debugf("an MCP server did not end its session: %s", failure.getMessage());
    }
  }
}

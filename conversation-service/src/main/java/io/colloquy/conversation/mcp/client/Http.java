package io.colloquy.conversation.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.egress.Egress;
import io.colloquy.rest.egress.Forbidden;
import io.colloquy.rest.egress.Target;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * HTTP requests to one server: to the address that was judged, with its headers, in time. Not for
 * several threads at once.
 */
final class Http {

  private final HttpClient client;
  private final Egress egress;
  private final Map<String, String> serversHeaders;
  private Deadline deadline;

  Http(HttpClient client, Egress egress, Map<String, String> serversHeaders, Deadline deadline) {
    this.client = client;
    this.egress = egress;
    this.serversHeaders = serversHeaders;
    this.deadline = deadline;
  }

  /** From now on everything has to be done until then. */
  void until(Deadline end) {
    deadline = end;
  }

  Deadline deadline() {
    return deadline;
  }

  /** Sends a message, and waits for the head of the answer. */
  HttpClientResponse post(String url, ObjectNode message, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("content-type", "application/json");
    return send(HttpMethod.POST, url, all, Buffer.buffer(Json.bytes(message)));
  }

  /** The same without a body. */
  HttpClientResponse send(HttpMethod method, String url, Map<String, String> headers) {
    return send(method, url, headers, Buffer.buffer());
  }

  private HttpClientResponse send(
      HttpMethod method, String url, Map<String, String> headers, Buffer body) {
    var target = target(url);
    var options =
        new RequestOptions()
            .setMethod(method)
            .setServer(SocketAddress.inetSocketAddress(target.socketAddress()))
            .setHost(target.uri().getHost())
            .setPort(target.port())
            .setSsl(target.tls())
            .setURI(target.path());
    options.putHeader("user-agent", "Colloquy").putHeader("accept-encoding", "identity");
    serversHeaders.forEach(options::putHeader);
    headers.forEach(options::putHeader);
    Future<HttpClientRequest> requested = client.request(options);
    try {
      // Paused, so that nothing of the body comes before somebody reads it.
      return deadline.await(
          requested.compose(
              request -> {
                var response = request.response().onSuccess(Http::hold);
                return request.end(body).compose(_ -> response);
              }));
    } catch (McpFailure failure) {
      requested.onSuccess(HttpClientRequest::reset);
      throw failure;
    }
  }

  private static void hold(HttpClientResponse response) {
    response.pause();
    // Whoever reads sets another; to who does not, the end of the connection is no news.
    response.exceptionHandler(_ -> {});
  }

  private Target target(String url) {
    try {
      return egress.target(url);
    } catch (Forbidden forbidden) {
      throw new McpFailure(forbidden.getMessage());
    }
  }

  /**
   * @throws McpFailure unless the server took the request
   */
  static void requireSuccess(HttpClientResponse response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return;
    }
    drop(response);
    if (status == 401 || status == 403) {
      throw McpFailure.unauthorized(status);
    }
    throw new McpFailure(
        switch (status) {
          case 301, 302, 303, 307, 308 ->
              "The MCP server moved to another address (status %d).".formatted(status);
          default -> "The MCP server answered with status %d.".formatted(status);
        });
  }

  static String mediaType(HttpClientResponse response) {
    return Optional.ofNullable(response.getHeader("content-type"))
        .map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
        .orElse("");
  }

  /** Ends a response that nobody wants to read any further. */
  static void drop(HttpClientResponse response) {
    response.request().reset();
  }
}

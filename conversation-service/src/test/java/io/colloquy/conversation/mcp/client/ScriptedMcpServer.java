package io.colloquy.conversation.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.colloquy.contracts.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An MCP server over streamable HTTP that does what a test tells it to. */
public final class ScriptedMcpServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  /** A request that came; the names of its headers are in small letters. */
  public record Seen(String method, Map<String, String> headers, JsonNode message) {}

  /** What is answered. */
  public record Reply(int status, Map<String, String> headers, String body) {

    public static Reply json(String body) {
      return new Reply(200, Map.of("Content-Type", "application/json"), body);
    }

    static Reply events(String body) {
      return new Reply(200, Map.of("Content-Type", "text/event-stream"), body);
    }

    public static Reply status(int status) {
      return new Reply(status, Map.of(), "");
    }
  }

  public ScriptedMcpServer(Function<Seen, Reply> script) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, script));
    server.start();
  }

  private void answer(HttpExchange exchange, Function<Seen, Reply> script) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var request =
          new Seen(
              exchange.getRequestMethod(),
              exchange.getRequestHeaders().entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          header -> header.getKey().toLowerCase(Locale.ROOT),
                          header -> header.getValue().getFirst())),
              body.length == 0 ? Json.MAPPER.nullNode() : Json.MAPPER.readTree(body));
      seen.add(request);
      var reply = script.apply(request);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** What a server answers to everything but a list of its tools. */
  public static Reply polite(Seen request) {
    return switch (request.message().path("method").asText()) {
      case "initialize" ->
          new Reply(
              200,
              Map.of("Content-Type", "application/json; charset=utf-8", "Mcp-Session-Id", "s1"),
              result(
                  request,
                  "{\"protocolVersion\": \"2025-03-26\", \"capabilities\": {\"tools\": {}},"
                      + " \"serverInfo\": {\"name\": \"scripted\", \"version\": \"1\"}}"));
      case "" -> Reply.status(request.method().equals("DELETE") ? 200 : 405);
      default -> Reply.status(202);
    };
  }

  /** A script that lists these tools, in JSON. */
  public static Function<Seen, Reply> listing(String tools) {
    return request ->
        request.message().path("method").asText().equals("tools/list")
            ? Reply.json(result(request, "{\"tools\": %s}".formatted(tools)))
            : polite(request);
  }

  public static String result(Seen request, String result) {
    ObjectNode response = Json.MAPPER.createObjectNode().put("jsonrpc", "2.0");
    response.set("id", request.message().get("id"));
    response.set("result", Json.read(result, ObjectNode.class));
    return response.toString();
  }

  public String url() {
    return "http://127.0.0.1:%d/mcp".formatted(server.getAddress().getPort());
  }

  public List<Seen> seen() {
    return seen;
  }

  /** The methods of the protocol that were called, and the HTTP method where there is none. */
  public List<String> calls() {
    return seen.stream()
        .map(request -> request.message().path("method").asText(request.method()))
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

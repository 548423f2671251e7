package io.colloquy.conversation.mcp.client;

import static io.colloquy.conversation.mcp.client.ScriptedMcpServer.listing;
import static io.colloquy.conversation.mcp.client.ScriptedMcpServer.polite;
import static io.colloquy.conversation.mcp.client.ScriptedMcpServer.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.mcp.client.ScriptedMcpServer.Reply;
import io.colloquy.conversation.mcp.client.ScriptedMcpServer.Seen;
import io.colloquy.rest.egress.Egress;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpClientTest {

  private static final String TOOL =
      "{\"name\": \"%s\", \"inputSchema\": {\"type\": \"object\"}, \"future\": [1]}";

  private final Vertx vertx = Vertx.vertx();
  private final McpClient client = client(new Egress(true), Duration.ofSeconds(20));

  private McpClient client(Egress egress, Duration time) {
    return new McpClient(vertx, egress, new Limits(time, 50_000, 50), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aSessionIsBegunUsedAndEnded() throws Exception {
    try (var server = new ScriptedMcpServer(listing("[" + TOOL.formatted("a") + "]"))) {
      var tools =
          client.tools(
              new Endpoint(Endpoint.Transport.STREAMABLE_HTTP, server.url(), Map.of("x-key", "k")));

      assertThat(tools).containsExactly(Json.read(TOOL.formatted("a"), ObjectNode.class));
      assertThat(server.calls())
          .containsExactly("initialize", "notifications/initialized", "tools/list", "DELETE");
      assertThat(server.seen()).extracting(seen -> seen.headers().get("x-key")).containsOnly("k");
      var first = server.seen().getFirst();
      assertThat(first.headers())
          .containsEntry("accept", "application/json, text/event-stream")
          .containsEntry("content-type", "application/json")
          .doesNotContainKeys("mcp-session-id", "mcp-protocol-version");
      assertThat(first.message())
          .isEqualTo(
              Json.read(
                  """
                  {"jsonrpc": "2.0", "method": "initialize", "id": 1, "params":
                    {"protocolVersion": "2025-06-18", "capabilities": {},
                     "clientInfo": {"name": "Colloquy", "version": "1"}}}
                  """,
                  ObjectNode.class));
      assertThat(server.seen().subList(1, 4))
          .allMatch(seen -> seen.headers().get("mcp-session-id").equals("s1"))
          .allMatch(seen -> seen.headers().get("mcp-protocol-version").equals("2025-03-26"));
    }
  }

  @Test
  void everyPageOfTheListIsRead() throws Exception {
    Function<Seen, Reply> pages =
        request -> {
          if (!request.message().path("method").asText().equals("tools/list")) {
            return polite(request);
          }
          int page = request.message().at("/params/cursor").asInt(0);
          var next = page < 2 ? ", \"nextCursor\": \"%d\"".formatted(page + 1) : "";
          return Reply.json(
              result(request, "{\"tools\": [%s]%s}".formatted(TOOL.formatted("t" + page), next)));
        };
    try (var server = new ScriptedMcpServer(pages)) {
      assertThat(tools(server))
          .extracting(tool -> tool.path("name").asText())
          .containsExactly("t0", "t1", "t2");
    }
  }

  @Test
  void theResponseMayBeOneEventAmongOthers() throws Exception {
    Function<Seen, Reply> events =
        request ->
            request.message().path("method").asText().equals("tools/list")
                ? Reply.events(
                    "event: message\r\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":2}\r\n\r\n"
                        + "data: "
                        + result(request, "{\"tools\": [%s]}".formatted(TOOL.formatted("a")))
                        + "\r\n\r\n")
                : polite(request);
    try (var server = new ScriptedMcpServer(events)) {
      assertThat(tools(server)).hasSize(1);
    }
  }

  @Test
  void aSessionThatTheServerForgotIsBegunAnew() throws Exception {
    var lists = new AtomicInteger();
    Function<Seen, Reply> forgetful =
        request ->
            request.message().path("method").asText().equals("tools/list")
                    && lists.incrementAndGet() == 1
                ? Reply.status(404)
                : listing("[" + TOOL.formatted("a") + "]").apply(request);
    try (var server = new ScriptedMcpServer(forgetful)) {
      assertThat(tools(server)).hasSize(1);
      assertThat(server.calls()).filteredOn("initialize"::equals).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{}] | The MCP server has a tool without a name or an input schema.",
        "[1] | The MCP server has a tool without a name or an input schema."
      })
  void aToolThatIsNoneIsTold(String tools, String message) throws Exception {
    try (var server = new ScriptedMcpServer(listing(tools))) {
      fails(server, message);
    }
  }

  @Test
  void aListWithoutEndIsLeft() throws Exception {
    Function<Seen, Reply> endless =
        request ->
            request.message().path("method").asText().equals("tools/list")
                ? Reply.json(
                    result(
                        request,
                        "{\"tools\": [%s], \"nextCursor\": \"x\"}".formatted(TOOL.formatted("a"))))
                : polite(request);
    try (var server = new ScriptedMcpServer(endless)) {
      fails(server, "The MCP server's list of tools has no end.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, The MCP server refused the credentials (status 401).",
    "403, The MCP server refused the credentials (status 403).",
    "302, The MCP server moved to another address (status 302).",
    "404, The MCP server answered with status 404.",
    "500, The MCP server answered with status 500."
  })
  void aServerThatRefusesIsToldByItsStatus(int status, String message) throws Exception {
    var reply = new Reply(status, Map.of("Location", "http://127.0.0.1:1/"), "");
    try (var server = new ScriptedMcpServer(_ -> reply)) {
      fails(server, message);
    }
  }

  @Test
  void aPageIsNoServer() throws Exception {
    var page = new Reply(200, Map.of("Content-Type", "text/html"), "<p>Hello</p>");
    try (var server = new ScriptedMcpServer(_ -> page)) {
      fails(server, "What answers at this address is no MCP server.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json | The MCP server sent something that is not JSON.",
        "{} | What answers at this address is no MCP server.",
        "{\"id\": 1, \"error\": {\"message\": \"no\"}} | The MCP server answered with an error: no"
      })
  void anAnswerThatIsNoneIsTold(String body, String message) throws Exception {
    try (var server = new ScriptedMcpServer(_ -> Reply.json(body))) {
      fails(server, message);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tooMuchAtOnceIsNotRead(boolean events) throws Exception {
    var much = "x".repeat(60_000);
    var reply = events ? Reply.events("data: " + much) : Reply.json("\"" + much + "\"");
    try (var server = new ScriptedMcpServer(_ -> reply)) {
      fails(server, "The MCP server sent more than 50000 bytes at once.");
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsLeftInTime() throws Exception {
    var never = new CountDownLatch(1);
    Function<Seen, Reply> silent =
        _ -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Reply.status(500);
        };
    try (var server = new ScriptedMcpServer(silent);
        var hasty = client(new Egress(true), Duration.ofMillis(300))) {
      assertThatThrownBy(() -> hasty.tools(endpoint(server)))
          .isInstanceOf(McpFailure.class)
          .hasMessage("The MCP server took too long to answer.");
    }
  }

  @Test
  void nobodyThereIsTold() {
    var nobody = new Endpoint(Endpoint.Transport.SSE, "http://127.0.0.1:1/sse", Map.of());

    assertThatThrownBy(() -> client.tools(nobody))
        .isInstanceOf(McpFailure.class)
        .hasMessage("The MCP server cannot be reached, or ended the connection.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSE", "STREAMABLE_HTTP"})
  void aPrivateAddressIsNotAskedUnlessTheOperatorAllows(Endpoint.Transport transport)
      throws Exception {
    try (var server = new ScriptedMcpServer(listing("[]"));
        var careful = client(new Egress(false), Duration.ofSeconds(20))) {
      assertThatThrownBy(() -> careful.tools(new Endpoint(transport, server.url(), Map.of())))
          .isInstanceOf(McpFailure.class)
          .hasMessageContaining("private network");
      assertThat(server.seen()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "event: endpoint\\ndata: http://elsewhere.example/m"
            + " | The MCP server wants its messages at another host.",
        "event: endpoint\\ndata: //127.0.0.1:1/m"
            + " | The MCP server wants its messages at another host.",
        "data: hello | The MCP server ended the stream too early."
      })
  void aStreamWithoutAnAddressOfItsOwnIsLeft(String events, String message) throws Exception {
    var reply = Reply.events(events.replace("\\n", "\n") + "\n\n");
    try (var server = new ScriptedMcpServer(_ -> reply)) {
      assertThatThrownBy(
              () -> client.tools(new Endpoint(Endpoint.Transport.SSE, server.url(), Map.of())))
          .isInstanceOf(McpFailure.class)
          .hasMessage(message);
      assertThat(server.calls()).containsExactly("GET");
    }
  }

  private void fails(ScriptedMcpServer server, String message) {
    assertThatThrownBy(() -> tools(server)).isInstanceOf(McpFailure.class).hasMessage(message);
  }

  private List<ObjectNode> tools(ScriptedMcpServer server) {
    return client.tools(endpoint(server));
  }

  private static Endpoint endpoint(ScriptedMcpServer server) {
    return new Endpoint(Endpoint.Transport.STREAMABLE_HTTP, server.url(), Map.of());
  }
}

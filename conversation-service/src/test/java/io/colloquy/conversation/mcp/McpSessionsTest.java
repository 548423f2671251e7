package io.colloquy.conversation.mcp;

import static io.colloquy.conversation.mcp.client.ScriptedMcpServer.polite;
import static io.colloquy.conversation.mcp.client.ScriptedMcpServer.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.Json;
import io.colloquy.conversation.mcp.client.Endpoint;
import io.colloquy.conversation.mcp.client.Limits;
import io.colloquy.conversation.mcp.client.McpClient;
import io.colloquy.conversation.mcp.client.McpFailure;
import io.colloquy.conversation.mcp.client.ScriptedMcpServer;
import io.colloquy.conversation.mcp.client.ScriptedMcpServer.Reply;
import io.colloquy.conversation.mcp.client.ScriptedMcpServer.Seen;
import io.colloquy.rest.egress.Egress;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows MCP-14, MCP-43: sessions are kept, end, and are begun anew when a server forgot them. */
class McpSessionsTest {

  private static final Duration TIME = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final McpClient client =
      new McpClient(vertx, new Egress(true), new Limits(TIME, 50_000, 50), Clock.systemUTC());
  private Instant now = Instant.now();
  private final McpSessions sessions = new McpSessions(client, () -> now, Duration.ofMinutes(1));

  @AfterEach
  void close() {
    sessions.close();
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private String call(ScriptedMcpServer server, String conversation) {
    var endpoint = new Endpoint(Endpoint.Transport.STREAMABLE_HTTP, server.url(), Map.of());
    var none = Json.MAPPER.createObjectNode();
    return Content.text(
        sessions.with(
            conversation, endpoint, TIME, (session, left) -> session.call("t", none, none, left)));
  }

  private static Reply answer(Seen request) {
    return request.message().path("method").asText().equals("tools/call")
        ? Reply.json(result(request, "{\"content\": [{\"type\": \"text\", \"text\": \"done\"}]}"))
        : polite(request);
  }

  @Test
  void aConversationKeepsItsSession() throws Exception {
    try (var server = new ScriptedMcpServer(McpSessionsTest::answer)) {
      assertThat(call(server, "a")).isEqualTo("done");
      assertThat(call(server, "a")).isEqualTo("done");

      assertThat(server.calls())
          .containsExactly("initialize", "notifications/initialized", "tools/call", "tools/call");
    }
  }

  @Test
  void anotherConversationHasAnother() throws Exception {
    try (var server = new ScriptedMcpServer(McpSessionsTest::answer)) {
      call(server, "a");
      call(server, "b");

      assertThat(server.calls()).filteredOn("initialize"::equals).hasSize(2);
    }
  }

  @Test
  void usesAtOnceEachHaveASession() throws Exception {
    var both = new CountDownLatch(2);
    Function<Seen, Reply> together =
        request -> {
          if (request.message().path("method").asText().equals("tools/call")) {
            both.countDown();
            try {
              both.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return answer(request);
        };
    try (var server = new ScriptedMcpServer(together);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> call(server, "a"));
      var second = threads.submit(() -> call(server, "a"));

      assertThat(first.get()).isEqualTo("done");
      assertThat(second.get()).isEqualTo("done");
    }
  }

  @Test
  void aSessionThatTheServerForgotIsBegunAnewAndTheCallIsMadeOnce() throws Exception {
    var calls = new AtomicInteger();
    Function<Seen, Reply> forgetful =
        request ->
            request.message().path("method").asText().equals("tools/call")
                    && calls.incrementAndGet() == 2
                ? Reply.status(404)
                : answer(request);
    try (var server = new ScriptedMcpServer(forgetful)) {
      call(server, "a");

      assertThat(call(server, "a")).isEqualTo("done");

      assertThat(server.calls())
          .containsSubsequence(
              "initialize", "tools/call", "tools/call", "initialize", "tools/call");
      assertThat(calls).hasValue(3);
    }
  }

  @Test
  void whatMayHaveBeenDoneIsNotDoneAgain() throws Exception {
    var calls = new AtomicInteger();
    Function<Seen, Reply> failing =
        request ->
            request.message().path("method").asText().equals("tools/call")
                    && calls.incrementAndGet() == 2
                ? Reply.status(500)
                : answer(request);
    try (var server = new ScriptedMcpServer(failing)) {
      call(server, "a");

      assertThatThrownBy(() -> call(server, "a"))
          .isInstanceOf(McpFailure.class)
          .hasMessage("The MCP server answered with status 500.");
      assertThat(calls).hasValue(2);
      assertThat(call(server, "a")).isEqualTo("done");
    }
  }

  @Test
  void aSessionThatNobodyUsesEnds() throws Exception {
    try (var server = new ScriptedMcpServer(McpSessionsTest::answer)) {
      call(server, "a");
      now = now.plusSeconds(59);
      sessions.sweep();
      assertThat(sessions.count()).isEqualTo(1);

      now = now.plusSeconds(1);
      sessions.sweep();

      assertThat(sessions.count()).isZero();
      assertThat(server.calls()).last().isEqualTo("DELETE");
    }
  }
}

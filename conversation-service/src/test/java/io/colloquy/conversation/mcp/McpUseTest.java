package io.colloquy.conversation.mcp;

import static io.colloquy.conversation.Rest.done;
import static io.colloquy.conversation.Rest.json;
import static io.colloquy.conversation.mcp.client.ScriptedMcpServer.polite;
import static io.colloquy.conversation.mcp.client.ScriptedMcpServer.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.Rest;
import io.colloquy.conversation.knowledge.Workshop;
import io.colloquy.conversation.mcp.McpRoster.Reached;
import io.colloquy.conversation.mcp.client.ScriptedMcpServer;
import io.colloquy.conversation.mcp.client.ScriptedMcpServer.Reply;
import io.colloquy.conversation.mcp.client.ScriptedMcpServer.Seen;
import io.colloquy.conversation.outgoing.RecordingServer;
import io.colloquy.conversation.tools.Offer;
import io.colloquy.conversation.tools.ToolResult;
import io.colloquy.conversation.tools.ToolUse;
import io.colloquy.conversation.webhook.WebhookUser;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Rows MCP-09 to MCP-11, MCP-16 to MCP-18, MCP-22, MCP-35, MCP-43; and that secrets stay secret.
 */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@TestProfile(Workshop.class)
class McpUseTest {

  private static final String SERVERS = "/v1/convai/mcp-servers";
  private static final String TOOLS =
      """
      {"tools": [
        {"name": "echo", "description": "Repeats.", "inputSchema": {"type": "object"}},
        {"name": "fail", "description": "Fails.", "inputSchema": {"type": "object"}}]}
      """;

  private final Rest rest = Rest.inNewWorkspace();
  private final Workspace workspace = new Workspace(rest.workspace());

  @Inject McpTools tools;
  @Inject McpUser user;
  @Inject WebhookUser webhooks;

  /** Has two tools, and repeats with one what it was told, its headers included. */
  private static Reply answer(Seen request) {
    return switch (request.message().path("method").asText()) {
      case "tools/list" -> Reply.json(result(request, TOOLS));
      case "tools/call" -> Reply.json(result(request, called(request)));
      default -> polite(request);
    };
  }

  private static String called(Seen request) {
    boolean isError = request.message().at("/params/name").asText().equals("fail");
    var text = request.message().path("params") + " " + request.headers();
    return "{\"content\": [{\"type\": \"text\", \"text\": %s}], \"isError\": %s}"
        .formatted(Json.text(text), isError);
  }

  private String secret(String value) {
    return done(rest.post(
            "/v1/convai/secrets",
            "{\"type\": \"new\", \"name\": \"key\", \"value\": \"%s\"}".formatted(value)))
        .path("secret_id")
        .asText();
  }

  private String stored(String url, String members) {
    return done(rest.post(
            SERVERS,
            "{\"config\": {\"name\": \"S\", \"transport\": \"STREAMABLE_HTTP\", \"url\": \"%s\" %s}}"
                .formatted(url, members)))
        .path("id")
        .asText();
  }

  private McpRoster roster(String... ids) throws InterruptedException {
    return tools.roster(workspace, List.of(ids), variables(), Set.of("end_call"));
  }

  private static Map<String, Object> variables() {
    return Map.of("customer", "K7", "secret__pin", "p1n-of-caller");
  }

  private ToolResult use(Offer offer, String parameters) throws InterruptedException {
    return user.use(use(offer.config(), parameters));
  }

  private ToolUse use(ObjectNode config, String parameters) {
    return new ToolUse(workspace, "conv_1", "call_1", config, json(parameters), variables());
  }

  @Test
  void aSlowADeadAndAnUnknownServerHoldUpNobody() throws Exception {
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
    var gone = new ScriptedMcpServer(McpUseTest::answer);
    gone.close();
    try (var good = new ScriptedMcpServer(McpUseTest::answer);
        var slow = new ScriptedMcpServer(silent)) {
      var slowId = stored(slow.url(), "");
      var deadId = stored(gone.url(), "");
      var goodId = stored(good.url(), "");
      long before = System.nanoTime();

      var roster = roster(slowId, deadId, "mcp_unknown", goodId, goodId);

      assertThat(System.nanoTime() - before).isLessThan(6_000_000_000L);
      assertThat(roster.offers()).extracting(Offer::name).containsExactly("echo", "fail");
      assertThat(roster.servers())
          .containsExactly(
              new Reached(slowId, false, 0),
              new Reached(deadId, false, 0),
              new Reached("mcp_unknown", false, 0),
              new Reached(goodId, true, 2));
      never.countDown();
    }
  }

  @Test
  void aToolIsUsedWithWhatItsServerIsConfiguredWith() throws Exception {
    try (var server = new ScriptedMcpServer(McpUseTest::answer)) {
      var id =
          stored(
              server.url(),
              """
              , "secret_token": {"secret_id": "%s"}, "approval_policy": "auto_approve_all",
              "request_headers": {"X-Customer": {"variable_name": "customer"}, "X-Plain": "a {{customer}}"},
              "request_meta": {"customer": {"variable_name": "customer"}, "n": 5}
              """
                  .formatted(secret("t0p-s3cr3t")));
      var offer = roster(id).offers().getFirst();

      var result = use(offer, "{\"text\": \"hi\", \"list\": [1]}");

      assertThat(result.isError()).isFalse();
      assertThat(result.value()).contains("\"text\":\"hi\"").doesNotContain("t0p-s3cr3t");
      assertThat(server.seen())
          .filteredOn(seen -> !seen.method().equals("DELETE"))
          .allSatisfy(
              seen ->
                  assertThat(seen.headers())
                      .containsEntry("authorization", "Bearer t0p-s3cr3t")
                      .containsEntry("x-customer", "K7")
                      .containsEntry("x-plain", "a K7"));
      assertThat(server.seen().getLast().message().path("params"))
          .isEqualTo(
              json(
                  """
                  {"name": "echo", "arguments": {"text": "hi", "list": [1]},
                   "_meta": {"customer": "K7", "n": 5}}
                  """));
      assertThat(result.details())
          .hasValue(
              json(
                  """
                  {"type": "mcp", "mcp_server_id": "%s", "mcp_server_name": "S",
                   "integration_type": "mcp_server", "approval_policy": "auto_approve_all",
                   "requires_approval": false, "mcp_tool_name": "echo",
                   "mcp_tool_description": "Repeats.",
                   "parameters": {"text": "hi", "list": "[1]"}}
                  """
                      .formatted(id)));
    }
  }

  @Test
  void aToolThatFailsIsAnError() throws Exception {
    try (var server = new ScriptedMcpServer(McpUseTest::answer)) {
      assertThat(use(roster(stored(server.url(), "")).offers().getLast(), "{}").isError()).isTrue();
    }
  }

  @Test
  void whatIsNotAllowedAnyMoreIsNotDone() throws Exception {
    try (var server = new ScriptedMcpServer(McpUseTest::answer)) {
      var id = stored(server.url(), ", \"approval_policy\": \"auto_approve_all\"");
      var offer = roster(id).offers().getFirst();
      int before = server.seen().size();

      policy(id, "require_approval_all");
      assertThat(use(offer, "{}").value()).contains("may not be used without being asked");
      policy(id, "require_approval_per_tool");
      assertThat(use(offer, "{}").value()).isEqualTo("This tool is disabled.");

      assertThat(server.seen()).hasSize(before);
    }
  }

  private void policy(String id, String policy) {
    done(rest.patch(SERVERS + "/" + id, "{\"approval_policy\": \"%s\"}".formatted(policy)));
  }

  @Test
  void aServerThatDiesMeanwhileIsAnError() throws Exception {
    Offer offer;
    try (var server = new ScriptedMcpServer(McpUseTest::answer)) {
      offer = roster(stored(server.url(), "")).offers().getFirst();
    }

    var result = use(offer, "{}");

    assertThat(result.isError()).isTrue();
    assertThat(result.value())
        .isEqualTo("The MCP server cannot be reached, or ended the connection.");
    assertThat(result.details()).isPresent();
  }

  @Test
  void secretsAreInNoLogNoResultAndNoDetails() throws Exception {
    List<String> log = new CopyOnWriteArrayList<>();
    var listener = listener(log);
    var root = Logger.getLogger("");
    root.addHandler(listener);
    List<String> results = new ArrayList<>();
    Function<RecordingServer.Received, RecordingServer.Reply> echo =
        request ->
            RecordingServer.Reply.json(
                request.line().startsWith("POST /token") ? 400 : 500,
                request.line() + request.headers() + request.body());
    try (var mcp = new ScriptedMcpServer(McpUseTest::answer);
        var hook = new RecordingServer(echo)) {
      var token = ", \"secret_token\": {\"secret_id\": \"%s\"}".formatted(secret("t0p-s3cr3t"));
      var offer = roster(stored(mcp.url() + "?key={{secret__pin}}", token)).offers().getFirst();
      results.add(use(offer, "{\"pin\": \"p1n-of-caller\"}").toString());
      var dead = stored("http://127.0.0.1:1/mcp?key={{secret__pin}}", token);
      var lost = offer.config().deepCopy().put("mcp_server_id", dead);
      results.add(user.use(use(lost, "{}")).toString());
      for (var url : List.of(hook.url(), "http://127.0.0.1:1", "https://localhost:1")) {
        results.add(webhooks.use(use(webhook(url), "{}")).toString());
      }
    } finally {
      root.removeHandler(listener);
    }
    assertThat(String.join("\n", results)).contains("REDACTED", "status 500");
    assertThat(String.join("\n", results) + String.join("\n", log))
        .doesNotContain("t0p-s3cr3t", "p1n-of-caller", "h00k-s3cr3t");
  }

  private ObjectNode webhook(String url) {
    return json(
        """
        {"type": "webhook", "name": "a", "api_schema": {
          "url": "%s/{{secret__pin}}?p={{secret__pin}}", "method": "POST",
          "request_headers": {"Authorization": {"secret_id": "%s"}, "X": {"variable_name": "secret__pin"}},
          "request_body_schema": {"properties": {"p": {"type": "string", "dynamic_variable": "secret__pin"}}}}}
        """
            .formatted(url, secret("Bearer h00k-s3cr3t")));
  }

  private static Handler listener(List<String> log) {
    var listener =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            log.add(entry.getMessage() + List.of(String.valueOf(entry.getThrown())));
            for (var parameter :
                entry.getParameters() == null ? new Object[0] : entry.getParameters()) {
              log.add(String.valueOf(parameter));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    listener.setLevel(Level.ALL);
    return listener;
  }
}

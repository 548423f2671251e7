package io.colloquy.benchmarks;

import io.colloquy.contracts.Json;
import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * What turn-taking needs of Colloquy and no more: broker, database, gateway and
 * conversation-service as processes, with a recogniser that takes no time unless another is asked
 * for. Model and voice are for the caller to add.
 */
final class Stage implements AutoCloseable {

  private static final String API_KEY = "sk_benchmark_benchmark_benchmark";

  private final Deque<Closeable> running = new ArrayDeque<>();
  private final HttpClient client;
  private final Path root;
  private final Path folder;
  private final int gatewayPort;
  private final int conversationPort;
  private Backbone.Running servers;
  private Backbone.Addresses backbone;
  private ServiceProcess conversation;
  private ServiceProcess gateway;

  private Stage(HttpClient client, Path root, Path folder) throws IOException {
    this.client = client;
    this.root = root;
    this.folder = folder;
    this.gatewayPort = freePort();
    this.conversationPort = freePort();
  }

  /**
   * @param root the built tree
   * @param folder for data and logs
   */
  static Stage open(HttpClient client, Path root, Path folder) throws IOException {
    return open(client, root, folder, Map.of("COLLOQUY_ASR_PROVIDER", "scripted"));
  }

  /**
   * @param hearing what the conversation-service is told of recognition
   */
  static Stage open(HttpClient client, Path root, Path folder, Map<String, String> hearing)
      throws IOException {
    var stage = new Stage(client, root, folder);
    try {
      stage.start(hearing);
      return stage;
    } catch (IOException | RuntimeException failure) {
      stage.close();
      throw failure;
    }
  }

  private void start(Map<String, String> hearing) throws IOException {
    servers = Backbone.inItsOwnProcess(folder);
    running.push(servers);
    backbone = servers.addresses();
    conversation = service("conversation-service", conversationPort, hearing);
    gateway =
        service(
            "gateway-service",
            gatewayPort,
            Map.of(
                "COLLOQUY_BOOTSTRAP_API_KEY",
                API_KEY,
                "COLLOQUY_UPSTREAM_CONVERSATION",
                "http://127.0.0.1:" + conversationPort));
    conversation.awaitReady(client);
    gateway.awaitReady(client);
  }

  private ServiceProcess service(String name, int port, Map<String, String> own)
      throws IOException {
    var process = ServiceProcess.start(root, folder, name, port, backbone, own);
    running.push(process);
    return process;
  }

  ProcessHandle gateway() {
    return gateway.handle();
  }

  ProcessHandle conversation() {
    return conversation.handle();
  }

  /** Broker and database. */
  ProcessHandle backbone() {
    return servers.process().handle();
  }

  String kafka() {
    return backbone.kafka();
  }

  /** Where a caller of this agent dials. */
  URI socket(String agentId) {
    return URI.create(
        "ws://127.0.0.1:" + gatewayPort + "/v1/convai/conversation?agent_id=" + agentId);
  }

  /** An agent that waits for its caller to speak first. */
  String createAgent() throws IOException, InterruptedException {
    var agent =
        Map.of(
            "name",
            "Benchmark",
            "conversation_config",
            Map.of("agent", Map.of("prompt", Map.of("llm", "builtin"))));
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + gatewayPort + "/v1/convai/agents/create"))
            .header("xi-api-key", API_KEY)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.text(agent)))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException("no agent: " + answer.statusCode() + " " + answer.body());
    }
    return Json.read(answer.body(), Created.class).agentId();
  }

  private record Created(String agentId) {}

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }
}

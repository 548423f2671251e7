package io.colloquy.analysis.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.BackgroundAnswer;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.contracts.llm.LlmUsage;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Stands in for the llm-cascade-service: answers as a test says, and keeps what it was asked. */
public final class FakeCascade implements QuarkusTestResourceLifecycleManager {

  /** An answer as it goes over the wire. */
  public record Reply(int status, String body, Map<String, String> headers) {
    public static Reply text(String text) {
      var answer = new BackgroundAnswer(text, List.of(), "m", LlmUsage.NONE);
      return new Reply(200, Json.text(answer), Map.of());
    }

    public static Reply failure(int status, String name) {
      var body = Json.MAPPER.createObjectNode();
      body.putObject("detail").put("status", name).put("message", "for a log");
      return new Reply(status, Json.text(body), Map.of());
    }
  }

  public static final List<ObjectNode> ASKED = new CopyOnWriteArrayList<>();
  private static volatile Function<ObjectNode, Reply> script;

  private HttpServer server;

  public static void answersWith(Function<ObjectNode, Reply> replies) {
    ASKED.clear();
    script = replies;
  }

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(BackgroundQuestion.PATH, FakeCascade::answer);
    server.start();
    return Map.of("colloquy.llm.url", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var question = Json.read(body, ObjectNode.class);
      ASKED.add(question);
      var reply = script.apply(question);
      reply.headers().forEach(exchange.getResponseHeaders()::add);
      var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void stop() {
    server.stop(0);
  }
}

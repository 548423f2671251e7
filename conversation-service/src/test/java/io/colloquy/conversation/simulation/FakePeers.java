package io.colloquy.conversation.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.analysis.EvaluationRequest;
import io.colloquy.contracts.llm.BackgroundAnswer;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.contracts.llm.LlmUsage;
import io.colloquy.contracts.llm.ToolCall;
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

/**
 * Stands in for the services that simulations ask: the models answer as a test says; evaluations
 * are kept, and answered with one sentence.
 */
public final class FakePeers implements QuarkusTestResourceLifecycleManager {

  /** An answer as it goes over the wire. */
  record Reply(int status, String body) {
    static Reply text(String text, ToolCall... calls) {
      return new Reply(
          200, Json.text(new BackgroundAnswer(text, List.of(calls), "m", LlmUsage.NONE)));
    }

    static Reply failure(int status) {
      return new Reply(status, "{\"detail\": {\"status\": \"x\", \"message\": \"secret\"}}");
    }
  }

  static final List<BackgroundQuestion> ASKED = new CopyOnWriteArrayList<>();
  static final List<EvaluationRequest> EVALUATED = new CopyOnWriteArrayList<>();

  private static final String ANALYSIS =
      """
      {"evaluation_criteria_results": {}, "data_collection_results": {},
       "call_successful": "success", "transcript_summary": "They talked.",
       "call_summary_title": "Talk"}
      """;

  private static volatile Function<BackgroundQuestion, Reply> models;
  private static volatile int evaluationStatus;

  private HttpServer server;

  static void answer(Function<BackgroundQuestion, Reply> replies) {
    ASKED.clear();
    EVALUATED.clear();
    models = replies;
    evaluationStatus = 200;
  }

  static void failEvaluations() {
    evaluationStatus = 500;
  }

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(BackgroundQuestion.PATH, FakePeers::answer);
    server.createContext(EvaluationRequest.PATH, FakePeers::evaluate);
    server.start();
    var address = "http://127.0.0.1:" + server.getAddress().getPort();
    return Map.of("colloquy.llm.url", address, "colloquy.analysis.url", address);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    var question = read(exchange, BackgroundQuestion.class);
    ASKED.add(question);
    send(exchange, models.apply(question));
  }

  private static void evaluate(HttpExchange exchange) throws IOException {
    EVALUATED.add(read(exchange, EvaluationRequest.class));
    send(exchange, new Reply(evaluationStatus, ANALYSIS));
  }

  private static <T> T read(HttpExchange exchange, Class<T> type) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return Json.MAPPER.convertValue(Json.read(body, ObjectNode.class), type);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    try (exchange) {
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

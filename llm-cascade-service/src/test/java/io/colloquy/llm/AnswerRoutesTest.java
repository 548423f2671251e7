package io.colloquy.llm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.cascade.Cascades;
import io.colloquy.llm.cascade.Health;
import io.colloquy.llm.cascade.Routes;
import io.colloquy.llm.generation.BackgroundAnswers;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.Models;
import io.colloquy.llm.model.ScriptedModel;
import io.colloquy.llm.model.Usage;
import io.colloquy.llm.places.Allowance;
import io.colloquy.llm.places.Places;
import io.colloquy.llm.places.Unlimited;
import io.colloquy.llm.timing.VirtualTime;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoint for whole answers on a socket, with a model that says what a test wants. */
class AnswerRoutesTest {

  private static final String QUESTION =
      "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Done?\"}]}";
  private static final String BY_SCHEMA =
      QUESTION.replaceFirst("}$", ",\"answer_schema\":{\"type\":\"object\"}}");

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedModel model = new ScriptedModel();
  private final VirtualTime time = new VirtualTime();
  private Optional<BackgroundAnswers> answers =
      Optional.of(
          new BackgroundAnswers(
              new Routes(
                  new Models(model, Optional.empty(), true),
                  List.of(),
                  (_, _) -> true,
                  Health.UNKNOWN),
              new Cascades(time, time, Unlimited.places()),
              new Places(_ -> new Allowance(1, 1, 1, 0), time, Runnable::run, Places.Observer.NONE),
              Duration.ofSeconds(60),
              time,
              time,
              Runnable::run,
              _ -> {}));
  private int port;

  @BeforeEach
  void listen() throws Exception {
    var router = Router.router(vertx);
    new AnswerRoutes(() -> answers).routes(router);
    port =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "localhost")
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS)
            .actualPort();
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void aQuestionIsAnsweredAsAWhole() throws Exception {
    var answered = whenAsked(QUESTION);
    answering(
        asked -> {
          asked.answer.text("Yes, ");
          asked.answer.text("it is — 寿司.");
          asked.answer.call(new ToolCall("call_1", "end_call", "{\"a\":1}"));
          asked.answer.finished(new Usage("gpt-4o-2024", 7, 5));
        });

    answered
        .get(30, TimeUnit.SECONDS)
        .statusCode(200)
        .contentType("application/json")
        .body("text", equalTo("Yes, it is — 寿司."))
        .body("tool_calls", hasSize(1))
        .body("tool_calls[0].arguments", equalTo("{\"a\":1}"))
        .body("model", equalTo("gpt-4o-2024"))
        .body("usage.model_usage['gpt-4o-2024'].input.tokens", equalTo(7))
        .body("usage.model_usage['gpt-4o-2024'].output_total.tokens", equalTo(5));
  }

  @Test
  void oneQuestionTooManyIsToldToComeAgain() throws Exception {
    var first = whenAsked(QUESTION);
    await().until(() -> model.asked.size() == 1);

    post(QUESTION)
        .statusCode(503)
        .header("Retry-After", "2")
        .body("detail.status", equalTo("busy"));

    answering(
        asked -> {
          asked.answer.text("Yes.");
          asked.answer.finished(new Usage("m", 1, 1));
        });
    first.get(30, TimeUnit.SECONDS).statusCode(200);
  }

  @Test
  void aFailureOfTheProviderAndOneOfTimeAreTold() throws Exception {
    var broken = whenAsked(QUESTION);
    for (int asked = 1; asked <= 3; asked++) {
      int attempts = asked;
      await().until(() -> model.asked.size() == attempts);
      model.last().answer.failed(ModelFailure.error("the provider is on fire"));
      time.advance(Duration.ofSeconds(1));
    }
    broken
        .get(30, TimeUnit.SECONDS)
        .statusCode(502)
        .body("detail.status", equalTo("llm_error"))
        .body("detail.message", equalTo("3 attempts failed; the last: the provider is on fire"));

    var late = whenAsked(QUESTION);
    await().until(() -> model.asked.size() == 4);
    time.advance(Duration.ofSeconds(60));
    late.get(30, TimeUnit.SECONDS).statusCode(504).body("detail.status", equalTo("llm_timeout"));
  }

  @Test
  void aModelThatKeepsToNoSchemaSaysSo() {
    model.keepsToSchemas = false;

    post(BY_SCHEMA).statusCode(501).body("detail.status", equalTo("not_supported_by_model"));
  }

  @Test
  void beforeTheModelsAreWarmNothingIsAnswered() {
    answers = Optional.empty();

    post(QUESTION).statusCode(503).body("detail.message", equalTo("The service starts."));
  }

  @Test
  void aClosedConnectionCancelsTheAnswer() throws IOException {
    try (var socket = new Socket("localhost", port)) {
      var head =
          "POST /internal/answers HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
              .formatted(QUESTION.length());
      socket.getOutputStream().write((head + QUESTION).getBytes(StandardCharsets.UTF_8));
      await().until(() -> model.asked.size() == 1);
    }

    await().until(() -> model.asked.getFirst().cancelled);
    assertThat(answers.orElseThrow().running()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|no question",
        "{|no question",
        "[]|no question",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|model is missing",
        "{\"model\":\"m\"}|messages is empty",
        "{\"model\":\"m\",\"messages\":[{\"content\":\"x\"}]}|a message has no role",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}|tool_call_id",
        "{\"model\":\"m\",\"messages\":[null]}|no question",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}],\"temperature\":3}|temperature",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}],\"max_tokens\":-5}|max_tokens",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}],\"timeout_ms\":0}|timeout_ms",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}],\"tools\":[{\"name\":\"x\"}]}|a tool",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"tool_calls\":"
            + "[{\"id\":\"1\",\"name\":\"x\",\"arguments\":\"[]\"}]}]}|a tool call"
      })
  void aFlawIsNamed(String body, String flaw) {
    post(body)
        .statusCode(422)
        .body("detail.status", equalTo("invalid_request"))
        .body("detail.message", containsString(flaw));
    assertThat(model.asked).isEmpty();
  }

  private void answering(Consumer<ScriptedModel.Asked> answer) {
    await().until(() -> !model.asked.isEmpty());
    answer.accept(model.asked.getLast());
  }

  private CompletableFuture<ValidatableResponse> whenAsked(String body) {
    return CompletableFuture.supplyAsync(() -> post(body));
  }

  private ValidatableResponse post(String body) {
    return given()
        .baseUri("http://localhost")
        .port(port)
        .contentType("application/json")
        .body(body)
        .post(BackgroundQuestion.PATH)
        .then();
  }
}

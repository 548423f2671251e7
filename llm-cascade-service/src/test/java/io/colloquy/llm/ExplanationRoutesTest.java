package io.colloquy.llm;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.colloquy.contracts.llm.Terms;
import io.colloquy.llm.explain.Explanation;
import io.colloquy.llm.explain.Explanations;
import io.colloquy.llm.explain.Tried;
import io.colloquy.llm.explain.Tried.Lost;
import io.colloquy.llm.explain.Tried.Outcome;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExplanationRoutesTest {

  private final Vertx vertx = Vertx.vertx();
  private final Explanations explanations = new Explanations(10);
  private int port;

  @BeforeEach
  void listen() throws Exception {
    var router = Router.router(vertx);
    new ExplanationRoutes(explanations).routes(router);
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
  void anOperatorIsToldWhichModelsWereTriedAndWhyEachLost() {
    explanations.add(explanation("g1", "c1"));

    get("/internal/generations/g1")
        .statusCode(200)
        .body("conversation_id", equalTo("c1"))
        .body("terms.use", equalTo("voice"))
        .body("outcome", equalTo("failed"))
        .body("tried.model", contains("gpt-4o"))
        .body("tried[0].outcome", equalTo("failed"))
        .body("tried[0].lost.reason", equalTo("refused"))
        .body("tried[0].took_ms", equalTo(30));
  }

  @Test
  void theAnswersOfAConversationAreListed() {
    explanations.add(explanation("g1", "c1"));
    explanations.add(explanation("g2", "c2"));
    explanations.add(explanation("g3", "c1"));

    get("/internal/generations?conversation_id=c1")
        .statusCode(200)
        .body("generations.generation_id", contains("g1", "g3"));
    get("/internal/generations?conversation_id=c9").body("generations", hasSize(0));
  }

  @Test
  void whatIsNotRememberedIsNotFoundAndAQuestionAboutNothingIsRefused() {
    get("/internal/generations/g9")
        .statusCode(404)
        .body("detail.status", equalTo("generation_not_found"));
    get("/internal/generations").statusCode(422);
  }

  private ValidatableResponse get(String path) {
    return given().port(port).get(path).then();
  }

  private static Explanation explanation(String generation, String conversation) {
    var refused =
        new Tried(
            "gpt-4o",
            "openai",
            Outcome.FAILED,
            Optional.of(new Lost("refused", "the provider answered 401: the key was refused")),
            Optional.empty(),
            30);
    return new Explanation(
        generation,
        conversation,
        Terms.USUAL,
        0,
        Outcome.FAILED,
        Optional.empty(),
        40,
        List.of(refused),
        List.of());
  }
}

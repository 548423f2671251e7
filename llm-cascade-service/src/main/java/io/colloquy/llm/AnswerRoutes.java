package io.colloquy.llm;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet.MalformedPacket;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.llm.generation.AnswerSchema;
import io.colloquy.llm.generation.BackgroundAnswers;
import io.colloquy.llm.generation.BackgroundAnswers.Outcome;
import io.colloquy.llm.model.ModelFailure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whole answers for other services; see {@link BackgroundQuestion}. The gateway does not route to
 * it.
 */
@Singleton
class AnswerRoutes {

  /** A long conversation, with tools, as text. */
  private static final int LARGEST_BODY = 4 * 1024 * 1024;

  private static final byte[] NOTHING = {};
  private static final int RETRY_AFTER_SECONDS = 2;

  private final Supplier<Optional<BackgroundAnswers>> answers;

  @Inject
  AnswerRoutes(LlmService service) {
    this(service::backgroundAnswers);
  }

  AnswerRoutes(Supplier<Optional<BackgroundAnswers>> answers) {
    this.answers = answers;
  }

  void routes(@Observes Router router) {
    AnswerSchema.warmUp();
    router
        .post(BackgroundQuestion.PATH)
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
        .handler(this::answer);
  }

  private void answer(RoutingContext exchange) {
    BackgroundQuestion question;
    try {
      byte[] body =
          Optional.ofNullable(exchange.body().buffer()).map(Buffer::getBytes).orElse(NOTHING);
      question = Json.read(body, BackgroundQuestion.class);
    } catch (MalformedPacket e) {
      Replies.refuse(exchange, 422, "invalid_request", "The body is no question in JSON.");
      return;
    }
    BackgroundFlaws.in(question)
        .ifPresentOrElse(
            flaw -> Replies.refuse(exchange, 422, "invalid_request", flaw),
            () ->
                answers
                    .get()
                    .ifPresentOrElse(
                        open -> ask(open, question, exchange),
                        () -> tell(exchange, new Outcome.Unavailable("The service starts."))));
  }

  private static void ask(
      BackgroundAnswers open, BackgroundQuestion question, RoutingContext exchange) {
    Context context = Vertx.currentContext();
    var answering =
        open.ask(question, outcome -> context.runOnContext(_ -> tell(exchange, outcome)));
    exchange.response().closeHandler(_ -> answering.cancel());
    if (exchange.response().closed()) {
      answering.cancel();
    }
  }

  private static void tell(RoutingContext exchange, Outcome outcome) {
    if (exchange.response().closed()) {
      return;
    }
    switch (outcome) {
      case Outcome.Answered(var answer) -> Replies.send(exchange, 200, Json.text(answer));
      case Outcome.Unavailable(var message) -> {
        exchange.response().putHeader(HttpHeaders.RETRY_AFTER, "" + RETRY_AFTER_SECONDS);
        Replies.refuse(exchange, 503, "busy", message);
      }
      case Outcome.NotSupported(var message) ->
          Replies.refuse(exchange, 501, "not_supported_by_model", message);
      case Outcome.Unfit(var message) -> Replies.refuse(exchange, 502, "answer_unfit", message);
      case Outcome.Failed(var failure) ->
          Replies.refuse(
              exchange,
              failure.kind() == ModelFailure.Kind.TIMEOUT ? 504 : 502,
              failure.kind().errorType(),
              failure.message());
    }
  }
}

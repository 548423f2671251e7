package io.colloquy.gateway.rest;

import io.colloquy.contracts.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** What the gateway answers itself. */
final class Answers {

  private static final Logger LOG = Logger.getLogger(Answers.class);

  /**
   * Something wrong with a request.
   *
   * @param loc where: {@code body} or {@code query}, then the member's name
   * @param type a name for programs
   */
  record Flaw(List<String> loc, String msg, String type) {

    static Flaw missing(String... loc) {
      return new Flaw(List.of(loc), "Field required", "missing");
    }

    /** Answers with 422. */
    void refuse(RoutingContext exchange) {
      exchange.request().resume();
      json(exchange.response(), 422, new Flaws(List.of(this)));
    }
  }

  private record Flaws(List<Flaw> detail) {}

  static void json(HttpServerResponse response, int code, Object body) {
    var _ =
        response
            .setStatusCode(code)
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .end(Json.text(body));
  }

  static void ok(RoutingContext exchange, Object body) {
    exchange.request().resume();
    json(exchange.response(), 200, body);
  }

  /** Goes on with what the database says, on the exchange's event loop; 503 if it says nothing. */
  static <T> void whenKnown(
      RoutingContext exchange, CompletionStage<T> answer, Consumer<? super T> then) {
    Future.fromCompletionStage(answer, Vertx.currentContext())
        .onSuccess(then::accept)
        .onFailure(
            failure -> {
              LOG.warnf("the database did not answer: %s", failure.toString());
              Problem.UNAVAILABLE.refuse(exchange);
            });
  }

  private Answers() {}
}

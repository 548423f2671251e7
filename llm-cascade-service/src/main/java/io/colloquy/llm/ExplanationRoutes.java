package io.colloquy.llm;

import io.colloquy.contracts.Json;
import io.colloquy.llm.explain.Explanations;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Why the last answers of this instance came from the models they came from, for operators. The
 * gateway does not route to it.
 */
@Singleton
class ExplanationRoutes {

  private static final String PATH = "/internal/generations";
  private static final String CONVERSATION = "conversation_id";

  private final Explanations explanations;

  @Inject
  ExplanationRoutes(Chronicle chronicle) {
    this(chronicle.explanations());
  }

  ExplanationRoutes(Explanations explanations) {
    this.explanations = explanations;
  }

  void routes(@Observes Router router) {
    router.get(PATH + "/:id").handler(this::one);
    router.get(PATH).handler(this::ofConversation);
  }

  private void one(RoutingContext exchange) {
    explanations
        .of(exchange.pathParam("id"))
        .ifPresentOrElse(
            found -> Replies.send(exchange, 200, Json.text(found)),
            () ->
                Replies.refuse(
                    exchange,
                    404,
                    "generation_not_found",
                    "This instance does not remember such a generation."));
  }

  private void ofConversation(RoutingContext exchange) {
    var conversation = exchange.queryParams().get(CONVERSATION);
    if (conversation == null) {
      Replies.refuse(exchange, 422, "invalid_request", CONVERSATION + " is missing.");
      return;
    }
    var body = Json.MAPPER.createObjectNode();
    body.set("generations", Json.MAPPER.valueToTree(explanations.ofConversation(conversation)));
    Replies.send(exchange, 200, Json.text(body));
  }
}

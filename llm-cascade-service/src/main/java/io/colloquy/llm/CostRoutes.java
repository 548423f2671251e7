package io.colloquy.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.bus.LocalCopy;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.Workspace;
import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.llm.cost.Catalogue;
import io.colloquy.llm.cost.Estimate.Workload;
import io.quarkus.runtime.Startup;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The models that agents may name, and what they are expected to cost (pages 080 and 143). */
@Startup
@Singleton
class CostRoutes {

  private static final int LARGEST_BODY = 64 * 1024;

  /** Stands for what is known of an agent while only the request is looked at. */
  private static final Workload ANY = new Workload(0, 0, false);

  private final CostAnswers answers;
  private final LocalCopy<OwnedAgent> agents;

  CostRoutes(
      Catalogue catalogue,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    answers = new CostAnswers(catalogue);
    agents = LocalCopy.of(bootstrapServers, Topics.AGENTS, OwnedAgent.CODEC);
  }

  void routes(@Observes Router router) {
    var body = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
    router.get("/v1/convai/llm/list").handler(exchange -> answer(exchange, 200, answers.list()));
    router.post("/v1/convai/llm-usage/calculate").handler(body).handler(this::estimate);
    router
        .post("/v1/convai/agent/:agent_id/llm-usage/calculate")
        .handler(body)
        .handler(this::estimateOfAgent);
  }

  private void estimate(RoutingContext exchange) {
    calculate(exchange, Optional.empty());
  }

  private void estimateOfAgent(RoutingContext exchange) {
    if (answers.read(body(exchange), Optional.of(ANY)) instanceof CostAnswers.Read.Flawed(var it)) {
      answer(exchange, 422, it);
      return;
    }
    var workspace = exchange.request().getHeader(Workspace.HEADER);
    var mine = workspace == null ? Workspace.DEFAULT : workspace;
    agents
        .get(exchange.pathParam("agent_id"))
        .filter(owned -> owned.workspace().equals(mine))
        .ifPresentOrElse(
            owned -> calculate(exchange, Optional.of(CostAnswers.workload(owned.agent()))),
            () -> answer(exchange, 404, CostAnswers.NO_SUCH_AGENT));
  }

  /**
   * @param known of the agent, for what the request leaves open
   */
  private void calculate(RoutingContext exchange, Optional<Workload> known) {
    switch (answers.read(body(exchange), known)) {
      case CostAnswers.Read.Flawed(var flaws) -> answer(exchange, 422, flaws);
      case CostAnswers.Read.Understood(var workload) ->
          answer(exchange, 200, answers.prices(workload));
    }
  }

  private static Optional<JsonNode> body(RoutingContext exchange) {
    var body = Optional.ofNullable(exchange.body().buffer());
    if (body.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readTree(body.get().getBytes()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void answer(RoutingContext exchange, int code, ObjectNode body) {
    var _ =
        exchange
            .response()
            .setStatusCode(code)
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .end(Json.text(body));
  }

  @PreDestroy
  void close() {
    agents.close();
  }
}

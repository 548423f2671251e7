package io.colloquy.gateway.rest;

import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.gateway.access.Agents;
import io.colloquy.gateway.access.Doorkeeper;
import io.colloquy.gateway.access.Doorkeeper.Proof;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers a request that may not come to an agent. */
final class AgentDoor {

  static void find(
      Agents agents, RoutingContext exchange, String agentId, Consumer<OwnedAgent> then) {
    var _ =
        agents
            .findSoon(agentId)
            .subscribe()
            .with(
                found -> found.ifPresentOrElse(then, () -> Problem.NO_SUCH_AGENT.refuse(exchange)));
  }

  static void open(RoutingContext exchange, OwnedAgent known, Proof proof, Runnable then) {
    var origin = Optional.ofNullable(exchange.request().getHeader("Origin"));
    switch (Doorkeeper.judge(known, proof, origin)) {
      case WELCOME -> then.run();
      case UNKNOWN_AGENT -> Problem.NO_SUCH_AGENT.refuse(exchange);
      case NOT_AUTHORIZED -> Problem.AGENT_IS_PRIVATE.refuse(exchange);
      case WRONG_ORIGIN -> Problem.WRONG_ORIGIN.refuse(exchange);
    }
  }

  private AgentDoor() {}
}

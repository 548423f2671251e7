package io.colloquy.gateway.rest;

import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.gateway.access.Agents;
import io.colloquy.gateway.access.Doorkeeper.Proof;
import io.colloquy.gateway.access.HeldConversations;
import io.colloquy.gateway.access.Tickets;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The paths that pages call, which have no key: an agent's widget is open to whom the agent is open
 * to, and who knows the id of a conversation, which cannot be guessed, may add to it. The pages of
 * an authorization carry a sealed state, which says whose it is.
 */
@Singleton
class BrowserDoor {

  private static final String AGENT = "/v1/convai/agents/:agent_id";
  private static final String CONVERSATION = "/v1/convai/conversations/:conversation_id";

  private final Agents agents;
  private final Tickets tickets;
  private final HeldConversations conversations;

  BrowserDoor(Agents agents, Tickets tickets, HeldConversations conversations) {
    this.agents = agents;
    this.tickets = tickets;
    this.conversations = conversations;
  }

  void routesBeforeGate(Router router) {
    router.get(AGENT + "/widget").last().handler(Gate::leaveOpen);
    router.get(AGENT + "/avatar").last().handler(Gate::leaveOpen);
    router.get(TicketDesk.TOKEN).last().handler(Gate::leaveOpen);
    router.post(CONVERSATION + "/feedback").last().handler(Gate::leaveOpen);
    router.post(CONVERSATION + "/files").last().handler(Gate::leaveOpen);
    router.delete(CONVERSATION + "/files/:file_id").last().handler(Gate::leaveOpen);
    router.get("/oauth/start").last().handler(Gate::leaveOpen);
    router.get("/oauth/callback").last().handler(Gate::leaveOpen);
  }

  void routesBehindGate(Router router) {
    router.get(AGENT + "/widget").last().handler(withoutKey(this::toAgent));
    router.get(AGENT + "/avatar").last().handler(withoutKey(this::toPicture));
    router.post(CONVERSATION + "/feedback").last().handler(withoutKey(this::toConversation));
    router.post(CONVERSATION + "/files").last().handler(withoutKey(this::toConversation));
    router
        .delete(CONVERSATION + "/files/:file_id")
        .last()
        .handler(withoutKey(this::toConversation));
  }

  private static Handler<RoutingContext> withoutKey(Consumer<RoutingContext> door) {
    return exchange -> {
      if (Gate.holder(exchange).isPresent()) {
        exchange.next();
      } else {
        door.accept(exchange);
      }
    };
  }

  private void toAgent(RoutingContext exchange) {
    var signature = Optional.ofNullable(exchange.request().getParam("conversation_signature"));
    find(
        exchange,
        known -> {
          var proof =
              signature.flatMap(text -> tickets.proof(known, text)).orElseGet(Proof.None::new);
          AgentDoor.open(exchange, known, proof, () -> Gate.enter(exchange, known.workspace()));
        });
  }

  /** A picture is fetched by the browser itself, which can show nothing. */
  private void toPicture(RoutingContext exchange) {
    find(exchange, known -> Gate.enter(exchange, known.workspace()));
  }

  private void find(RoutingContext exchange, Consumer<OwnedAgent> then) {
    AgentDoor.find(agents, exchange, exchange.pathParam("agent_id"), then);
  }

  private void toConversation(RoutingContext exchange) {
    Answers.whenKnown(
        exchange,
        conversations.workspaceOf(exchange.pathParam("conversation_id")),
        workspace -> Gate.enter(exchange, workspace));
  }
}

package io.colloquy.gateway.rest;

import io.colloquy.contracts.Ids;
import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.gateway.access.Agents;
import io.colloquy.gateway.access.Doorkeeper.Proof;
import io.colloquy.gateway.access.Tickets;
import io.colloquy.gateway.socket.ConversationSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/** Gives out signed URLs (page 085) and the tokens of WebRTC rooms (page 086). */
@Singleton
class TicketDesk {

  static final String TOKEN = ConversationSocket.PATH + "/token";

  /** The second is an old spelling. */
  private static final List<String> SIGNED_URL =
      List.of(
          ConversationSocket.PATH + "/get-signed-url", ConversationSocket.PATH + "/get_signed_url");

  private static final Set<String> YES = Set.of("true", "1", "yes", "on", "y", "t");
  private static final Set<String> NO = Set.of("false", "0", "no", "off", "n", "f");

  private record SignedUrl(String signedUrl) {}

  private record SignedUrlOfConversation(String signedUrl, String conversationId) {}

  private record Token(String token, String conversationId) {}

  private final Agents agents;
  private final Tickets tickets;
  private final PublicAddress address;

  TicketDesk(Agents agents, Tickets tickets, PublicAddress address) {
    this.agents = agents;
    this.tickets = tickets;
    this.address = address;
  }

  void routes(Router router) {
    SIGNED_URL.forEach(path -> router.get(path).last().handler(this::signedUrl));
    router.get(TOKEN).last().handler(this::token);
  }

  private void signedUrl(RoutingContext exchange) {
    var included = exchange.request().getParam("include_conversation_id", "false");
    var answer = included.toLowerCase(Locale.ROOT);
    if (!YES.contains(answer) && !NO.contains(answer)) {
      new Answers.Flaw(
              List.of("query", "include_conversation_id"),
              "Input should be a valid boolean, unable to interpret input",
              "bool_parsing")
          .refuse(exchange);
      return;
    }
    withAgent(exchange, (known, _) -> signUrl(exchange, known, YES.contains(answer)));
  }

  private void signUrl(RoutingContext exchange, OwnedAgent known, boolean withConversationId) {
    var ticket = tickets.issue(known, withConversationId);
    var url =
        "%s%s?agent_id=%s&conversation_signature=%s"
            .formatted(
                socketOrigin(exchange),
                ConversationSocket.PATH,
                URLEncoder.encode(ticket.agentId(), StandardCharsets.UTF_8),
                tickets.sign(ticket));
    Answers.ok(
        exchange,
        ticket
            .conversationId()
            .<Object>map(id -> new SignedUrlOfConversation(url + "&conversation_id=" + id, id))
            .orElseGet(() -> new SignedUrl(url)));
  }

  private String socketOrigin(RoutingContext exchange) {
    var request = exchange.request();
    return (address.tls(request) ? "wss://" : "ws://") + address.authority(request);
  }

  private void token(RoutingContext exchange) {
    withAgent(
        exchange,
        (known, participant) -> {
          var conversationId = Ids.conversation();
          Answers.ok(
              exchange,
              new Token(tickets.roomToken(known, conversationId, participant), conversationId));
        });
  }

  /** Goes on with the agent that the query names, and the name of who asks. */
  private void withAgent(RoutingContext exchange, BiConsumer<OwnedAgent, String> then) {
    var agentId = exchange.request().getParam("agent_id");
    if (agentId == null || agentId.isBlank()) {
      Answers.Flaw.missing("query", "agent_id").refuse(exchange);
      return;
    }
    var holder = Gate.holder(exchange);
    var proof = holder.<Proof>map(Proof.Key::new).orElseGet(Proof.None::new);
    var participant =
        exchange
            .request()
            .getParam(
                "participant_name",
                holder.map(it -> it.workspace()).orElseGet(() -> Ids.random("user_")));
    AgentDoor.find(
        agents,
        exchange,
        agentId,
        known -> AgentDoor.open(exchange, known, proof, () -> then.accept(known, participant)));
  }
}

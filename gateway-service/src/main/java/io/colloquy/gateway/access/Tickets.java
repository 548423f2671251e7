package io.colloquy.gateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.gateway.access.Doorkeeper.Proof;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Makes and checks the signatures of signed URLs, and the tokens for WebRTC rooms. */
@Singleton
public class Tickets {

  private static final Logger LOG = Logger.getLogger(Tickets.class);

  /** Page 015. */
  public static final Duration SIGNATURE_TERM = Duration.ofMinutes(15);

  /** Page 065. */
  public static final Duration ROOM_TERM = Duration.ofMinutes(10);

  private static final String USE = "use";
  private static final String SIGNATURE = "conversation_signature";
  private static final String ROOM = "conversation_token";

  /** Rows outlive their signatures by far more than clocks differ. */
  private static final String SPEND =
      """
      WITH forgotten AS (
        DELETE FROM gateway.spent_signature WHERE expires_at < now() - interval '1 hour')
      INSERT INTO gateway.spent_signature (conversation_id, expires_at)
      VALUES ($1, $2)
      ON CONFLICT DO NOTHING
      """;

  private static final String RESTORE =
      "DELETE FROM gateway.spent_signature WHERE conversation_id = $1";

  private final SigningKey key;
  private final Pool pool;
  private final Clock clock;

  @Inject
  Tickets(SigningKey key, Pool pool) {
    this(key, pool, Clock.systemUTC());
  }

  Tickets(SigningKey key, Pool pool, Clock clock) {
    this.key = key;
    this.pool = pool;
    this.clock = clock;
  }

  /** A ticket for this agent from now on. */
  public Ticket issue(OwnedAgent known, boolean withConversationId) {
    return new Ticket(
        known.agent().agentId(),
        known.workspace(),
        withConversationId ? Optional.of(Ids.conversation()) : Optional.empty(),
        clock.instant().plus(SIGNATURE_TERM));
  }

  /** The ticket as {@code conversation_signature}. */
  public String sign(Ticket ticket) {
    var claims = claims(SIGNATURE, ticket.agentId(), ticket.workspace(), ticket.expiresAt());
    ticket.conversationId().ifPresent(id -> claims.put("conversation_id", id));
    return JsonWebToken.sign(claims, key.bytes());
  }

  /** The ticket that this signature stands for, if it is ours and still good. */
  public Optional<Ticket> read(String signature) {
    return JsonWebToken.verify(signature, key.bytes())
        .filter(claims -> claims.path(USE).asText().equals(SIGNATURE))
        .map(Tickets::ticket)
        .filter(ticket -> clock.instant().isBefore(ticket.expiresAt()));
  }

  /**
   * What a client proves that shows this as {@code conversation_signature} or {@code token}: a
   * signature of ours, or the token of the agent's shareable link.
   */
  public Optional<Proof> proof(OwnedAgent known, String shown) {
    return Doorkeeper.isToken(shown, known.agent().platformSettings().auth())
        ? Optional.of(new Proof.Shared(shown))
        : read(shown).map(Proof.Signed::new);
  }

  private static Ticket ticket(JsonNode claims) {
    return new Ticket(
        claims.path("agent_id").asText(),
        claims.path("workspace_id").asText(),
        Optional.ofNullable(claims.path("conversation_id").textValue()),
        Instant.ofEpochSecond(claims.path("exp").asLong()));
  }

  /**
   * Uses a ticket up: true, unless it was good for one conversation only and that one has begun, on
   * whichever gateway. Completes on any thread; fails if the database does not answer.
   */
  public CompletionStage<Boolean> spend(Ticket ticket) {
    if (ticket.conversationId().isEmpty()) {
      return CompletableFuture.completedFuture(true);
    }
    var row = Tuple.of(ticket.conversationId().get(), ticket.expiresAt().atOffset(ZoneOffset.UTC));
    return pool.preparedQuery(SPEND)
        .execute(row)
        .map(result -> result.rowCount() == 1)
        .subscribeAsCompletionStage();
  }

  /** Takes back that a ticket was used, since no conversation came of it. Returns at once. */
  public void restore(Ticket ticket) {
    ticket
        .conversationId()
        .ifPresent(
            id ->
                pool.preparedQuery(RESTORE)
                    .execute(Tuple.of(id))
                    .subscribe()
                    .with(
                        _ -> {},
                        failure ->
                            LOG.warnf("the ticket of %s is lost: %s", id, failure.toString())));
  }

  /** A token to join the room of a conversation, as LiveKit's clients carry it. */
  public String roomToken(OwnedAgent known, String conversationId, String participant) {
    var agentId = known.agent().agentId();
    var claims = claims(ROOM, agentId, known.workspace(), clock.instant().plus(ROOM_TERM));
    claims.put("conversation_id", conversationId);
    claims.put("iss", "colloquy");
    claims.put("sub", participant);
    claims.put("name", participant);
    var grants = claims.putObject("video");
    grants.put("roomJoin", true);
    // Clients cut the conversation's id out of the room's name.
    grants.put("room", "room_" + agentId + "_" + conversationId);
    grants.put("canPublish", true);
    grants.put("canPublishData", true);
    grants.put("canSubscribe", true);
    return JsonWebToken.sign(claims, key.bytes());
  }

  private ObjectNode claims(String use, String agentId, String workspace, Instant expiresAt) {
    var claims = Json.MAPPER.createObjectNode();
    claims.put(USE, use);
    claims.put("agent_id", agentId);
    claims.put("workspace_id", workspace);
    claims.put("exp", expiresAt.getEpochSecond());
    return claims;
  }
}

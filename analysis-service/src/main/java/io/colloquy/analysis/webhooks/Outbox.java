package io.colloquy.analysis.webhooks;

import io.colloquy.analysis.webhooks.delivery.Claim;
import io.colloquy.analysis.webhooks.delivery.Deliveries;
import io.colloquy.analysis.webhooks.delivery.Digests;
import io.colloquy.analysis.webhooks.delivery.Envelope;
import io.colloquy.analysis.webhooks.delivery.EventKind;
import io.colloquy.contracts.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The door for everybody who has something to tell to webhooks. */
@Singleton
public class Outbox {

  /**
   * An event that is there already stays as it is: there is one of each kind for a conversation. A
   * webhook that is disabled is told nothing, but what it misses can be replayed.
   */
  private static final String ADD =
      """
      with chosen as (
        select id, state from {h-schema}webhook where id = ?1 and workspace = ?2),
      event as (
        insert into {h-schema}webhook_event
          (id, workspace, kind, agent_id, conversation_id, happened_at, body, body_sha256, retried, kept)
        select ?3, ?2, ?4, ?5, ?6, ?7, cast(?8 as bytea), cast(?9 as text), ?10, ?11 from chosen
        on conflict (id) do nothing
        returning id)
      insert into {h-schema}webhook_delivery
        (id, webhook_id, event_id, kind, conversation_id, status, attempts, due_at, replayed, created_at)
      select ?12, chosen.id, event.id, ?4, ?6,
        case chosen.state when 'ENABLED' then 'PENDING' else 'SKIPPED' end, 0, ?7, false, ?7
      from chosen, event
      """;

  private final Subscriptions subscriptions;
  private final Deliveries deliveries;

  Outbox(Subscriptions subscriptions, Deliveries deliveries) {
    this.subscriptions = subscriptions;
    this.deliveries = deliveries;
  }

  /**
   * Adds the deliveries of an event, within the transaction that runs: it is brought when that
   * commits, at least once, always with the same id and the same bytes. To be called again for the
   * same event changes nothing.
   *
   * @return whether anybody is told, and was not before
   */
  public Uni<Boolean> add(WebhookEvent event) {
    return subscriptions
        .of(event.workspace(), event.agentId())
        .to(event.kind())
        .map(webhook -> add(event, webhook))
        .orElseGet(() -> Uni.createFrom().item(false));
  }

  private static Uni<Boolean> add(WebhookEvent event, String webhookId) {
    var body = body(event);
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(ADD)
                    .setParameter(1, webhookId)
                    .setParameter(2, event.workspace())
                    .setParameter(3, id(event))
                    .setParameter(4, event.kind().name())
                    .setParameter(5, event.agentId())
                    .setParameter(6, event.conversationId())
                    .setParameter(7, event.happenedAt())
                    .setParameter(8, body.orElse(null))
                    .setParameter(9, body.map(Digests::of).orElse(null))
                    .setParameter(10, event.handling().isRetried())
                    .setParameter(11, event.handling().isKept())
                    .setParameter(12, Ids.random("whd_"))
                    .executeUpdate())
        .map(added -> added > 0);
  }

  /**
   * Tells an event of a call of which nothing may be stored: one attempt, from memory. The answer
   * comes when it is over, whatever came of it. Outside of any transaction; a recording cannot be
   * sent like this.
   */
  public Uni<Void> sendUnstored(WebhookEvent event) {
    return subscriptions
        .of(event.workspace(), event.agentId())
        .to(event.kind())
        .map(
            webhook ->
                deliveries.bringUnstored(
                    webhook,
                    new Claim.Event(
                        id(event),
                        event.workspace(),
                        event.kind(),
                        event.agentId(),
                        event.conversationId(),
                        event.happenedAt(),
                        body(event))))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /**
   * Forgets all of a conversation, also what has not been brought yet, within the transaction that
   * runs.
   */
  public Uni<Void> forget(String conversationId) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(
                        "delete from {h-schema}webhook_event where conversation_id = ?1")
                    .setParameter(1, conversationId)
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** Follows from what happened, so that telling it twice is telling it once. */
  private static String id(WebhookEvent event) {
    var what = event.workspace() + " " + event.conversationId() + " " + event.kind().wireName();
    return "msg_" + Digests.of(what.getBytes(StandardCharsets.UTF_8)).substring(0, 28);
  }

  private static Optional<byte[]> body(WebhookEvent event) {
    return event.kind() == EventKind.POST_CALL_AUDIO
        ? Optional.empty()
        : Optional.of(Envelope.of(event.kind(), event.happenedAt(), event.data()));
  }
}

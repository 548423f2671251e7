package io.colloquy.analysis.store;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.event.ConversationDeleted;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/**
 * Deletions that other systems are still to be told of: a row each from the transaction on that
 * deletes, until the telling was acknowledged. What an instance that died has held, another takes.
 */
@ApplicationScoped
public class DeletionNotices {

  private static final String LEASE =
      """
      update {h-schema}deletion_notice
      set due_at = now() + cast(? as bigint) * interval '1 ms'
      where id in (
        select id from {h-schema}deletion_notice
        where due_at <= now() order by due_at limit ? for update skip locked)
      returning event
      """;

  private final Transactions transactions;

  public DeletionNotices(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Within a transaction. */
  static Uni<Void> add(ConversationDeleted event) {
    return new Statement(
            "insert into {h-schema}deletion_notice (id, event) values (?, ?)"
                + " on conflict (id) do nothing",
            List.of(event.id(), Json.text(event)))
        .execute();
  }

  /** Takes what nobody else is telling, for a time. */
  public Uni<List<ConversationDeleted>> lease(int atMost, Duration term) {
    return transactions
        .attempt(() -> new Statement(LEASE, List.of(term.toMillis(), atMost)).texts())
        .map(
            events ->
                events.stream().map(json -> Json.read(json, ConversationDeleted.class)).toList());
  }

  /** All replicas have it. */
  public Uni<Void> told(ConversationDeleted event) {
    return transactions.attempt(
        () ->
            new Statement("delete from {h-schema}deletion_notice where id = ?", List.of(event.id()))
                .execute());
  }
}

package io.colloquy.analysis.store;

import io.colloquy.analysis.history.Retention;
import io.colloquy.contracts.event.ConversationDeleted;
import io.colloquy.contracts.event.ConversationDeleted.Reason;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Deletes what of conversations has had its time. Instances share the work: each takes rows that no
 * other holds, and leaves those that somebody changes just now for the next time.
 */
@ApplicationScoped
public class Deletions {

  /** As the index {@code conversation_to_delete} has it. */
  private static final String TO_DELETE =
      """
      deletion_time is not null
        and (delete_transcript and transcript_deleted_at is null
          or delete_audio and audio_deleted_at is null)
        and deletion_time <= ?
      """;

  /**
   * What is still to be told of a conversation is told first, by its last step and by webhooks;
   * those that do not take it are waited for until a limit.
   *
   * <p>The rows are locked before the lock that {@link History} takes is asked for: whoever has
   * that and waits for the row is passed over, and nobody waits for both.
   */
  private static final String TAKE =
      """
      with due as (
        select conversation_id, agent_id,
          delete_transcript and transcript_deleted_at is null as words,
          delete_audio and audio_deleted_at is null as sound
        from {h-schema}conversation c
        where %s
          and not exists (
            select 1 from {h-schema}after_call a where a.conversation_id = c.conversation_id)
          and (deletion_time <= ? or not exists (
            select 1 from {h-schema}webhook_event e
              join {h-schema}webhook_delivery d on d.event_id = e.id and d.status = 'PENDING'
              join {h-schema}webhook w on w.id = d.webhook_id and w.state = 'ENABLED'
            where e.conversation_id = c.conversation_id))
        order by deletion_time
        limit ?
        for update of c skip locked)
      select conversation_id, agent_id, words, sound from due
      where pg_try_advisory_xact_lock(hashtextextended(conversation_id, 0))
      """
          .formatted(TO_DELETE);

  private static final String FIX =
      """
      update {h-schema}conversation
      set deletion_time = case when cast(? as bigint) < 0 then null
            else cast(ended ->> 'ended_at_unix_secs' as bigint) + cast(? as bigint) end,
          delete_transcript = ?, delete_audio = ?
      where concluded_at is null and conversation_id = ?
      """;

  private final Transactions transactions;
  private final Clock clock;

  public Deletions(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * What was deleted.
   *
   * @param taken of how many conversations something was
   */
  public record Sweep(int taken, int transcripts, int recordings) {}

  /**
   * What should have been deleted by now.
   *
   * @param age of what has waited for longest
   */
  public record Overdue(long conversations, Duration age) {}

  private record Due(String conversationId, String agentId, boolean words, boolean sound) {
    static Due of(Object[] row) {
      return new Due((String) row[0], (String) row[1], (Boolean) row[2], (Boolean) row[3]);
    }

    ConversationDeleted notice(long now) {
      return new ConversationDeleted(conversationId, agentId, now, Reason.RETENTION, words, sound);
    }
  }

  /**
   * Deletes what is due, in one transaction.
   *
   * @param webhookPatience for how long webhooks that fail are waited for
   */
  public Uni<Sweep> sweep(int atMost, Duration webhookPatience) {
    long now = clock.instant().getEpochSecond();
    return transactions.attempt(
        () ->
            new Statement(TAKE, List.of(now, now - webhookPatience.toSeconds(), atMost))
                .run()
                .map(rows -> rows.stream().map(Due::of).toList())
                .call(due -> erase(due, now))
                .map(
                    due ->
                        new Sweep(
                            due.size(), ids(due, Due::words).size(), ids(due, Due::sound).size())));
  }

  private static Uni<Void> erase(List<Due> due, long now) {
    return Erasure.ofTranscripts(ids(due, Due::words), now)
        .flatMap(_ -> Erasure.ofSound(ids(due, Due::sound), now))
        .flatMap(_ -> notify(due.stream().map(one -> one.notice(now)).toList()));
  }

  private static List<String> ids(List<Due> due, Predicate<Due> like) {
    return due.stream().filter(like).map(Due::conversationId).toList();
  }

  private static Uni<Void> notify(List<ConversationDeleted> notices) {
    return Multi.createFrom()
        .iterable(notices)
        .onItem()
        .transformToUniAndConcatenate(DeletionNotices::add)
        .collect()
        .asList()
        .replaceWithVoid();
  }

  public Uni<Overdue> overdue() {
    long now = clock.instant().getEpochSecond();
    return transactions
        .attempt(
            () ->
                new Statement(
                        "select count(*), coalesce(min(deletion_time), 0)"
                            + " from {h-schema}conversation where "
                            + TO_DELETE,
                        List.of(now))
                    .run())
        .map(
            rows -> {
              long count = ((Number) rows.getFirst()[0]).longValue();
              long oldest = ((Number) rows.getFirst()[1]).longValue();
              return new Overdue(count, Duration.ofSeconds(count == 0 ? 0 : now - oldest));
            });
  }

  /** Within the transaction that concludes a conversation for the first time, before it does. */
  Uni<Void> fix(String conversationId, Retention retention) {
    return new Statement(
            FIX,
            List.of(
                retention.seconds(),
                retention.seconds(),
                retention.transcript(),
                retention.audio(),
                conversationId))
        .execute();
  }

  /** Within the transaction that deletes a conversation for somebody who asked for it. */
  Uni<Void> requested(StoredConversation row) {
    var notice =
        new ConversationDeleted(
            row.conversationId,
            row.agentId,
            clock.instant().getEpochSecond(),
            Reason.REQUEST,
            true,
            true);
    return Erasure.ofWebhooks(List.of(row.conversationId))
        .flatMap(_ -> DeletionNotices.add(notice));
  }
}

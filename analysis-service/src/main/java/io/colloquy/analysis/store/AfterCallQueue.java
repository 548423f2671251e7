package io.colloquy.analysis.store;

import static java.util.Collections.nCopies;

import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What is still to be done about conversations that ended, in PostgreSQL: a row for each, which
 * goes with its conversation. Instances take rows by lease; what one that died has held is taken by
 * another when its lease is over. All times are the database's, so that clocks need not agree.
 */
@ApplicationScoped
public class AfterCallQueue {

  private final Transactions transactions;
  private final String holder;

  /**
   * @param instance a name that this instance keeps: what an earlier life of it held, it takes
   *     again at once
   */
  public AfterCallQueue(
      Transactions transactions,
      @ConfigProperty(name = "colloquy.instance") Optional<String> instance) {
    this.transactions = transactions;
    this.holder = instance.orElseGet(() -> UUID.randomUUID().toString());
  }

  /**
   * Takes what has been due for longest. What this instance holds without knowing it, because the
   * answer to an earlier lease got lost or an earlier life of it was cut off, is taken again.
   *
   * @param known what it knows that it holds
   */
  public Uni<List<AfterCall>> lease(int atMost, Duration time, Collection<AfterCall> known) {
    var lease = UUID.randomUUID().toString();
    List<Object> values = new ArrayList<>(List.of(holder, lease, time.toMillis(), holder));
    known.forEach(job -> values.add(job.conversationId()));
    values.add(atMost);
    var sql = leasing(known.isEmpty() ? "true" : others(known.size()));
    return transactions.attempt(
        () ->
            new Statement(sql, values)
                .run()
                .map(rows -> rows.stream().map(row -> afterCall(row, lease)).toList()));
  }

  private static String leasing(String unknown) {
    return """
        update {h-schema}after_call a
        set holder = ?, lease = ?, leased_until = now() + cast(? as bigint) * interval '1 ms', attempts = a.attempts + 1
        from {h-schema}conversation c
        where c.conversation_id = a.conversation_id and a.conversation_id in (
          select conversation_id from {h-schema}after_call
          where due_at <= now()
            and (leased_until is null or leased_until < now() or holder = ?) and %s
          order by due_at limit ? for update skip locked)
        returning a.conversation_id, c.workspace, c.agent_id, a.step, a.attempts
        """
        .formatted(unknown);
  }

  private static String others(int count) {
    return "conversation_id not in (%s)".formatted(String.join(", ", nCopies(count, "?")));
  }

  private static AfterCall afterCall(Object[] row, String lease) {
    return new AfterCall(
        (String) row[0],
        new Workspace((String) row[1]),
        (String) row[2],
        AfterCall.Step.valueOf((String) row[3]),
        (Integer) row[4],
        lease);
  }

  /** Gives it back, to be taken again after a pause. */
  public Uni<Void> postpone(AfterCall job, Duration pause) {
    return change(
        "update {h-schema}after_call set due_at = now() + cast(? as bigint) * interval '1 ms',"
            + " lease = null, leased_until = null where conversation_id = ? and lease = ?",
        List.of(pause.toMillis(), job.conversationId(), job.lease()));
  }

  /** Gives it back as if it had not been taken, to be taken again after a pause. */
  public Uni<Void> giveBack(AfterCall job, Duration pause) {
    return change(
        "update {h-schema}after_call set attempts = attempts - 1,"
            + " due_at = now() + cast(? as bigint) * interval '1 ms',"
            + " lease = null, leased_until = null where conversation_id = ? and lease = ?",
        List.of(pause.toMillis(), job.conversationId(), job.lease()));
  }

  /** Another step is left, due after a pause; to be taken like any other. */
  public Uni<Void> leave(AfterCall job, AfterCall.Step next, Duration pause) {
    return change(
        "update {h-schema}after_call set step = ?, attempts = 0,"
            + " due_at = now() + cast(? as bigint) * interval '1 ms',"
            + " lease = null, leased_until = null where conversation_id = ? and lease = ?",
        List.of(next.name(), pause.toMillis(), job.conversationId(), job.lease()));
  }

  /** Nothing is left to be done. */
  public Uni<Void> finish(AfterCall job) {
    return change(
        "delete from {h-schema}after_call where conversation_id = ? and lease = ?",
        List.of(job.conversationId(), job.lease()));
  }

  private Uni<Void> change(String sql, List<Object> values) {
    return transactions.attempt(() -> new Statement(sql, values).execute());
  }

  /** Within a transaction: from then on there is something to be done. */
  Uni<Void> begin(String conversationId, Duration pause) {
    return new Statement(
            """
            insert into {h-schema}after_call as a (conversation_id, step, due_at)
            values (?, 'ANALYSE', now() + cast(? as bigint) * interval '1 ms')
            on conflict (conversation_id) do update set due_at = least(a.due_at, excluded.due_at)
            """,
            List.of(conversationId, pause.toMillis()))
        .execute();
  }

  /** Within a transaction: whoever is at it now has to begin anew. */
  Uni<Void> announceAgain(String conversationId) {
    return new Statement(
            """
            insert into {h-schema}after_call (conversation_id, step, due_at)
            values (?, 'ANNOUNCE', now())
            on conflict (conversation_id) do update set due_at = now(), attempts = 0,
              lease = null, leased_until = null
            """,
            List.of(conversationId))
        .execute();
  }

  /** Within a transaction: whether nobody else has taken it meanwhile. */
  Uni<Boolean> isStill(AfterCall job) {
    return new Statement(
            "select conversation_id from {h-schema}after_call"
                + " where conversation_id = ? and lease = ?",
            List.of(job.conversationId(), job.lease()))
        .run()
        .map(rows -> !rows.isEmpty());
  }

  /** Within a transaction: the next step, due at once; to be taken like any other. */
  Uni<Void> goOn(AfterCall job, AfterCall.Step next) {
    return new Statement(
            "update {h-schema}after_call set step = ?, due_at = now(), attempts = 0,"
                + " lease = null, leased_until = null where conversation_id = ?",
            List.of(next.name(), job.conversationId()))
        .execute();
  }
}

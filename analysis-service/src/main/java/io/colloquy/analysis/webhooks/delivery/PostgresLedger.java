package io.colloquy.analysis.webhooks.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The ledger in PostgreSQL, shared by all instances. Whoever claims or records holds the rows of
 * the webhooks that this is about: one instance passes by what another one holds, so that of a
 * webhook no more is under way than it may have, and its counters miss nothing.
 */
final class PostgresLedger implements Ledger {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Receivers that one claim serves. */
  private static final int MOST_RECEIVERS = 100;

  /** Minima, here and below: a look into an index, where "exists" may be planned as a scan. */
  private static final String SERVE =
      """
      select w.id from analysis.webhook w
      where w.state = 'ENABLED' and (
        select min(d.due_at) from analysis.webhook_delivery d
        where d.webhook_id = w.id and d.status = 'PENDING') <= $1
      order by w.served_at nulls first, w.id
      limit $2
      for no key update skip locked
      """;

  /**
   * A statement of its own, because it must see what whoever held the webhook before has leased. A
   * webhook whose last attempts failed has one place, so that it neither takes ours nor is flooded
   * when it comes back.
   */
  private static final String CLAIM =
      """
      with due as (
        select chosen.seq from analysis.webhook w cross join lateral (
          select d.seq from analysis.webhook_delivery d
          where d.webhook_id = w.id and d.status = 'PENDING' and d.due_at <= $2
            and d.seq = (
              select min(first.seq) from analysis.webhook_delivery first
              where first.webhook_id = d.webhook_id and first.conversation_id = d.conversation_id
                and first.kind = d.kind and first.status = 'PENDING')
          order by d.due_at, d.seq
          limit greatest(0, case when w.failing >= $4 then 1 else $3 end - (
            select count(*) from analysis.webhook_delivery other
            where other.webhook_id = w.id and other.status = 'PENDING'
              and other.lease is not null and other.due_at > $2))
        ) chosen
        where w.id = any($1)
        limit $5),
      leased as (
        update analysis.webhook_delivery d
        set lease = $6, attempts = d.attempts + 1,
          due_at = case d.kind when 'POST_CALL_AUDIO' then $8::timestamptz else $7::timestamptz end
        from due where d.seq = due.seq
        returning d.seq, d.attempts, d.webhook_id, d.event_id),
      served as (
        update analysis.webhook w set served_at = $2
        from (select distinct webhook_id from leased) l where w.id = l.webhook_id)
      select l.seq, l.attempts, e.retried and w.retry_enabled as retried,
        e.id as event_id, e.workspace, e.kind, e.agent_id, e.conversation_id, e.happened_at, e.body,
        w.id as webhook_id, w.url, w.request_headers, w.secret,
        case when w.previous_until > $2 then w.previous_secret end as previous
      from leased l
        join analysis.webhook_event e on e.id = l.event_id
        join analysis.webhook w on w.id = l.webhook_id
      order by l.seq
      """;

  private static final String HEALTH =
      """
      select id, state, failures, failing, last_success_at, last_failure_at, last_failure
      from analysis.webhook where id = any($1) order by id for no key update
      """;

  private static final String PUT_HEALTH =
      """
      update analysis.webhook set state = $2, failures = $3, failing = $4, last_success_at = $5,
        last_failure_at = $6, last_failure = $7
      where id = $1
      """;

  private static final String PROGRESS =
      """
      with done as (
        select * from unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[])
          as t(seq, lease, status, due_at))
      update analysis.webhook_delivery d
      set status = done.status, due_at = coalesce(done.due_at, d.due_at), lease = null
      from done where d.seq = done.seq and d.lease = done.lease
      returning d.seq
      """;

  private static final String ATTEMPTS =
      """
      insert into analysis.webhook_attempt
        (delivery_seq, number, started_at, took_ms, outcome, status, body_sha256)
      select seq, number, started_at, took_ms, outcome, status, sha256 from unnest(
        $1::bigint[], $2::int[], $3::timestamptz[], $4::int[], $5::text[], $6::int[], $7::text[])
        as t(seq, number, started_at, took_ms, outcome, status, sha256)
      where exists (select 1 from analysis.webhook_delivery d where d.seq = t.seq)
      on conflict do nothing
      """;

  /** What may not be kept goes with the last attempt. */
  private static final String DISCARD =
      """
      update analysis.webhook_event e set body = null, body_sha256 = null
      where e.id = any($1) and not e.kept and e.body is not null and not exists (
        select 1 from analysis.webhook_delivery d
        where d.event_id = e.id and d.status = 'PENDING')
      """;

  private static final String RECEIVER =
      """
      select id as webhook_id, url, request_headers, secret,
        case when previous_until > $3 then previous_secret end as previous
      from analysis.webhook where id = $1 and workspace = $2 and state = 'ENABLED'
      """;

  /** A lease of an earlier life of this instance is nobody's. */
  private static final String RELEASE =
      """
      update analysis.webhook_delivery set due_at = $2
      where status = 'PENDING' and due_at > $2 and starts_with(lease, $1)
      """;

  private final Pool pool;
  private final LedgerSettings settings;

  PostgresLedger(Pool pool, LedgerSettings settings) {
    this.pool = pool;
    this.settings = settings;
  }

  @Override
  public List<Claim> claim(Instant now, int most) {
    return await(
        pool.withTransaction(
            connection ->
                connection
                    .preparedQuery(SERVE)
                    .execute(Tuple.of(time(now), MOST_RECEIVERS))
                    .map(rows -> list(rows, row -> row.getString(0)).toArray(String[]::new))
                    .flatMap(
                        webhooks ->
                            webhooks.length == 0
                                ? Uni.createFrom().item(List.<Claim>of())
                                : claim(connection, webhooks, now, most))));
  }

  private Uni<List<Claim>> claim(
      SqlConnection connection, String[] webhooks, Instant now, int most) {
    var values =
        Tuple.tuple()
            .addValue(webhooks)
            .addValue(time(now))
            .addValue(settings.perReceiver())
            .addValue(settings.patience())
            .addValue(most)
            .addValue(settings.lease())
            .addValue(time(now.plus(settings.textLease())))
            .addValue(time(now.plus(settings.audioLease())));
    return connection.preparedQuery(CLAIM).execute(values).map(rows -> list(rows, this::claimed));
  }

  private Claim claimed(Row row) {
    return new Claim(
        row.getLong("seq"),
        settings.lease(),
        row.getInteger("attempts"),
        row.getBoolean("retried"),
        new Claim.Event(
            row.getString("event_id"),
            row.getString("workspace"),
            EventKind.valueOf(row.getString("kind")),
            row.getString("agent_id"),
            row.getString("conversation_id"),
            row.getOffsetDateTime("happened_at").toInstant(),
            Optional.ofNullable(row.getBuffer("body")).map(body -> body.getBytes())),
        receiver(row));
  }

  private static Claim.Receiver receiver(Row row) {
    return new Claim.Receiver(
        row.getString("webhook_id"),
        row.getString("url"),
        Optional.ofNullable(row.getString("request_headers")),
        row.getString("secret"),
        Optional.ofNullable(row.getString("previous")));
  }

  /** Where a webhook is, if it is there and enabled. */
  Optional<Claim.Receiver> receiver(String webhookId, String workspace, Instant now) {
    return list(
            await(pool.preparedQuery(RECEIVER).execute(Tuple.of(webhookId, workspace, time(now)))),
            PostgresLedger::receiver)
        .stream()
        .findFirst();
  }

  @Override
  public void record(List<Done> attempts, Instant now) {
    var _ = await(pool.withTransaction(connection -> record(connection, attempts, now)));
  }

  private Uni<Void> record(SqlConnection connection, List<Done> attempts, Instant now) {
    var progress = new LinkedHashMap<Long, Progress>();
    for (var done : attempts) {
      var claim = done.claim();
      progress.put(
          claim.seq(),
          Progress.after(
              done.outcome(), claim.attempt(), claim.retried(), now, settings.schedule()));
    }
    return heal(connection, attempts, progress, now)
        .chain(() -> connection.preparedQuery(PROGRESS).execute(progressed(attempts, progress)))
        .chain(() -> connection.preparedQuery(ATTEMPTS).execute(attempted(attempts)))
        .chain(() -> connection.preparedQuery(DISCARD).execute(Tuple.of(events(attempts))))
        .replaceWithVoid();
  }

  private static Uni<Void> heal(
      SqlConnection connection, List<Done> attempts, Map<Long, Progress> progress, Instant now) {
    var ids = attempts.stream().map(done -> done.claim().receiver().webhookId()).distinct();
    return connection
        .preparedQuery(HEALTH)
        .execute(Tuple.of(ids.sorted().toArray(String[]::new)))
        .map(
            rows -> {
              Map<String, Health> health = new LinkedHashMap<>();
              rows.forEach(row -> health.put(row.getString("id"), health(row)));
              for (var done : attempts) {
                boolean givenUp =
                    progress.get(done.claim().seq()).status() == Progress.Status.FAILED;
                health.computeIfPresent(
                    done.claim().receiver().webhookId(),
                    (_, before) -> before.after(done.outcome(), givenUp, now));
              }
              return health.entrySet().stream().map(PostgresLedger::healthValues).toList();
            })
        .flatMap(
            values ->
                values.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : connection.preparedQuery(PUT_HEALTH).executeBatch(values).replaceWithVoid());
  }

  private static Health health(Row row) {
    return new Health(
        Health.State.valueOf(row.getString("state")),
        row.getInteger("failures"),
        row.getInteger("failing"),
        Optional.ofNullable(row.getOffsetDateTime("last_success_at"))
            .map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getOffsetDateTime("last_failure_at"))
            .map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getInteger("last_failure")));
  }

  private static Tuple healthValues(Map.Entry<String, Health> entry) {
    var health = entry.getValue();
    return Tuple.tuple()
        .addValue(entry.getKey())
        .addValue(health.state().name())
        .addValue(health.failures())
        .addValue(health.failing())
        .addValue(health.lastSuccessAt().map(PostgresLedger::time).orElse(null))
        .addValue(health.lastFailureAt().map(PostgresLedger::time).orElse(null))
        .addValue(health.lastFailure().orElse(null));
  }

  private static Tuple progressed(List<Done> attempts, Map<Long, Progress> progress) {
    List<OffsetDateTime> due = new ArrayList<>();
    attempts.forEach(
        done ->
            due.add(
                progress.get(done.claim().seq()).dueAt().map(PostgresLedger::time).orElse(null)));
    return Tuple.tuple()
        .addValue(each(attempts, done -> done.claim().seq()).toArray(Long[]::new))
        .addValue(each(attempts, done -> done.claim().lease()).toArray(String[]::new))
        .addValue(
            each(attempts, done -> progress.get(done.claim().seq()).status().name())
                .toArray(String[]::new))
        .addValue(due.toArray(OffsetDateTime[]::new));
  }

  private static Tuple attempted(List<Done> attempts) {
    return Tuple.tuple()
        .addValue(each(attempts, done -> done.claim().seq()).toArray(Long[]::new))
        .addValue(each(attempts, done -> done.claim().attempt()).toArray(Integer[]::new))
        .addValue(each(attempts, done -> time(done.startedAt())).toArray(OffsetDateTime[]::new))
        .addValue(
            each(attempts, done -> Math.toIntExact(done.took().toMillis())).toArray(Integer[]::new))
        .addValue(each(attempts, done -> done.outcome().label()).toArray(String[]::new))
        .addValue(
            each(attempts, done -> done.outcome().code().orElse(null)).toArray(Integer[]::new))
        .addValue(each(attempts, done -> done.sha256().orElse(null)).toArray(String[]::new));
  }

  private static String[] events(List<Done> attempts) {
    return each(attempts, done -> done.claim().event().id()).toArray(String[]::new);
  }

  /** Nulls stay. */
  private static <T> List<T> each(List<Done> attempts, Function<Done, T> part) {
    List<T> parts = new ArrayList<>();
    attempts.forEach(done -> parts.add(part.apply(done)));
    return parts;
  }

  /** What this instance was bringing when it ended is due again. */
  void release(String instance, Instant now) {
    var _ = await(pool.preparedQuery(RELEASE).execute(Tuple.of(instance, time(now))));
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
    return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
  }

  private static <T> T await(Uni<T> answer) {
    return answer.await().atMost(PATIENCE);
  }
}

package io.colloquy.analysis.webhooks;

import io.colloquy.analysis.webhooks.delivery.Progress;
import io.colloquy.contracts.Ids;
import io.colloquy.rest.Cursor;
import io.colloquy.rest.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** What was brought to a webhook, what was not, and how to bring it again. */
@Singleton
public class DeliveryLog {

  static final String ORDER = "newest first";

  private static final String COLUMNS =
      """
      select d.seq, d.id, d.webhook_id, d.event_id, d.kind, e.agent_id, d.conversation_id, d.status,
        d.attempts, d.created_at, d.due_at, d.replayed, e.body_sha256
      from analysis.webhook_delivery d join analysis.webhook_event e on e.id = d.event_id
      """;

  private static final String LIST =
      COLUMNS
          + """
          where d.webhook_id = $1 and d.seq < $2
            and ($3::text is null or d.status = $3) and ($4::text is null or d.conversation_id = $4)
          order by d.seq desc limit $5
          """;

  private static final String ONE = COLUMNS + " where d.webhook_id = $1 and d.id = $2";

  private static final String ATTEMPTS =
      """
      select number, started_at, took_ms, outcome, status, body_sha256
      from analysis.webhook_attempt where delivery_seq = $1 order by number
      """;

  private static final String NEW =
      """
      insert into analysis.webhook_delivery
        (id, webhook_id, event_id, kind, conversation_id, status, attempts, due_at, replayed, created_at)
      """;

  /** A recording is read where it lies; if it is gone, the attempt tells. */
  private static final String HAS_CONTENT = "(e.body is not null or e.kind = 'POST_CALL_AUDIO')";

  private static final String REPLAY =
      NEW
          + """
          select $3, d.webhook_id, d.event_id, d.kind, d.conversation_id, 'PENDING', 0, $4, true, $4
          from analysis.webhook_delivery d join analysis.webhook_event e on e.id = d.event_id
          where d.webhook_id = $1 and d.id = $2 and
          """
          + HAS_CONTENT;

  private static final String REPLAY_RANGE =
      NEW
          + """
          select 'whd_' || replace(gen_random_uuid()::text, '-', ''), last.webhook_id, last.event_id,
            last.kind, last.conversation_id, 'PENDING', 0, $5, true, $5
          from (
            select distinct on (d.event_id) d.* from analysis.webhook_delivery d
              join analysis.webhook_event e on e.id = d.event_id
            where d.webhook_id = $1 and e.happened_at >= $2 and e.happened_at < $3 and
          """
          + HAS_CONTENT
          + """
            order by d.event_id, d.seq desc) last
          where last.status = any($4) and last.status <> 'PENDING'
          order by last.seq
          """;

  private final Pool pool;
  private final Clock clock;

  DeliveryLog(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /** A page of deliveries. */
  record Page(List<DeliveryView> deliveries, Optional<String> nextCursor) {}

  /** Which deliveries to list. */
  record Query(
      Optional<Progress.Status> status,
      Optional<String> conversationId,
      Optional<Long> before,
      int pageSize) {}

  Uni<Page> list(String webhookId, Query query) {
    var values =
        Tuple.of(
            webhookId,
            query.before().orElse(Long.MAX_VALUE),
            query.status().map(Enum::name).orElse(null),
            query.conversationId().orElse(null),
            query.pageSize() + 1);
    return pool.preparedQuery(LIST).execute(values).map(rows -> page(rows, query.pageSize()));
  }

  private static Page page(RowSet<Row> rows, int size) {
    var found = list(rows, row -> row);
    var shown = found.stream().limit(size).toList();
    return new Page(
        shown.stream().map(row -> view(row, Optional.empty())).toList(),
        found.size() > size ? Optional.of(cursor(shown.getLast())) : Optional.empty());
  }

  private static String cursor(Row row) {
    return new Cursor(ORDER, Long.toString(row.getLong("seq")), row.getString("id")).text();
  }

  /** With its attempts. */
  Uni<DeliveryView> get(String webhookId, String id) {
    return pool.preparedQuery(ONE)
        .execute(Tuple.of(webhookId, askable(id)))
        .flatMap(
            rows -> {
              if (rows.size() == 0) {
                throw Refusal.notFound("delivery", id);
              }
              var row = rows.iterator().next();
              return pool.preparedQuery(ATTEMPTS)
                  .execute(Tuple.of(row.getLong("seq")))
                  .map(attempts -> list(attempts, DeliveryLog::attempt))
                  .map(attempts -> view(row, Optional.of(attempts)));
            });
  }

  /** Brings the event of a delivery again, as a delivery of its own. */
  Uni<DeliveryView> replay(String webhookId, String id) {
    var again = Ids.random("whd_");
    return get(webhookId, id)
        .chain(
            () ->
                pool.preparedQuery(REPLAY).execute(Tuple.of(webhookId, askable(id), again, now())))
        .flatMap(
            rows -> {
              if (rows.rowCount() == 0) {
                throw new Refusal(
                    409, "content_gone", "What this delivery brought is not kept any more.");
              }
              return get(webhookId, again);
            });
  }

  /**
   * Brings again what happened in this time, if the last delivery of it has one of these outcomes.
   *
   * @param before the first moment that is not meant
   * @return how many events
   */
  Uni<Integer> replay(
      String webhookId, Instant from, Instant before, List<Progress.Status> statuses) {
    return pool.preparedQuery(REPLAY_RANGE)
        .execute(
            Tuple.of(
                webhookId,
                from.atOffset(ZoneOffset.UTC),
                before.atOffset(ZoneOffset.UTC),
                statuses.stream().map(Enum::name).toArray(String[]::new),
                now()))
        .map(RowSet::rowCount);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static String askable(String id) {
    return id.replace('\0', '\uFFFD');
  }

  private static DeliveryView view(Row row, Optional<List<DeliveryView.Attempt>> attempts) {
    var status = Progress.Status.valueOf(row.getString("status"));
    return DeliveryView.of(
        row.getString("id"),
        row.getString("webhook_id"),
        new DeliveryView.About(
            row.getString("event_id"),
            row.getString("kind"),
            row.getString("agent_id"),
            row.getString("conversation_id"),
            Optional.ofNullable(row.getString("body_sha256"))),
        status,
        row.getInteger("attempts"),
        row.getOffsetDateTime("created_at").toEpochSecond(),
        Optional.of(row.getOffsetDateTime("due_at").toEpochSecond())
            .filter(_ -> status == Progress.Status.PENDING),
        row.getBoolean("replayed"),
        attempts);
  }

  private static DeliveryView.Attempt attempt(Row row) {
    return new DeliveryView.Attempt(
        row.getInteger("number"),
        row.getOffsetDateTime("started_at").toEpochSecond(),
        row.getInteger("took_ms"),
        row.getString("outcome"),
        Optional.ofNullable(row.getInteger("status")),
        Optional.ofNullable(row.getString("body_sha256")));
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
    return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
  }
}

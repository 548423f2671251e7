package io.colloquy.analysis.webhooks.delivery;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/**
 * Counts what waits, and throws away what has had its time. Each statement changes nothing when
 * another instance has just done the same.
 */
final class Upkeep {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(10);
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);

  private static final String COUNT =
      """
      select count(*), min(d.created_at) from analysis.webhook_delivery d
        join analysis.webhook w on w.id = d.webhook_id
      where d.status = 'PENDING' and w.state = 'ENABLED'
      """;

  private static final String NOT_PENDING =
      """
      and not exists (
        select 1 from analysis.webhook_delivery d
        where d.event_id = e.id and d.status = 'PENDING')
      """;

  private static final String EMPTY =
      "update analysis.webhook_event e set body = null where happened_at < $1 and body is not null "
          + NOT_PENDING;

  private static final String FORGET =
      "delete from analysis.webhook_event e where happened_at < $1 " + NOT_PENDING;

  private final Pool pool;
  private final DeliverySettings settings;
  private Instant nextCount = Instant.MIN;
  private Instant nextSweep = Instant.MIN;

  Upkeep(Pool pool, DeliverySettings settings) {
    this.pool = pool;
    this.settings = settings;
  }

  /** Does what it is time for. Blocks. */
  void at(Instant now, Consumer<Backlog> news) {
    if (!now.isBefore(nextCount)) {
      nextCount = now.plus(BETWEEN_COUNTS);
      news.accept(count(now));
    }
    if (!now.isBefore(nextSweep)) {
      nextSweep = now.plus(BETWEEN_SWEEPS);
      execute(EMPTY, now.minus(settings.keepBodies()));
      execute(FORGET, now.minus(settings.keepLog()));
    }
  }

  private Backlog count(Instant now) {
    var row = pool.query(COUNT).execute().await().atMost(PATIENCE).iterator().next();
    OffsetDateTime oldest = row.getOffsetDateTime(1);
    return new Backlog(
        row.getLong(0), oldest == null ? Duration.ZERO : Duration.between(oldest.toInstant(), now));
  }

  private void execute(String sql, Instant before) {
    var _ =
        pool.preparedQuery(sql)
            .execute(Tuple.of(before.atOffset(ZoneOffset.UTC)))
            .await()
            .atMost(PATIENCE);
  }
}

package io.colloquy.analysis.recording;

import io.colloquy.contracts.Json;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The tables {@code recording} and {@code blob_removal}. Blocks: not for an event loop. */
final class PostgresLedger implements Ledger {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What was deleted stays so; what ended in silence may go on. */
  private static final String OPEN =
      """
      INSERT INTO {schema}.recording AS r (conversation_id, state, heard_at)
      SELECT $1, 'OPEN', now()
      WHERE NOT EXISTS (SELECT FROM {schema}.forgotten WHERE conversation_id = $1)
      ON CONFLICT (conversation_id) DO UPDATE
      SET heard_at = now(),
          state = CASE WHEN r.complete OR r.state = 'ERASED' THEN r.state ELSE 'OPEN' END
      RETURNING state
      """;

  private static final String KEPT =
      """
      UPDATE {schema}.recording
      SET state = CASE WHEN $2 OR complete THEN 'CLOSING' ELSE 'OPEN' END,
          complete = complete OR $2, heard_at = now(), due_at = now(), segments = segments + 1
      WHERE conversation_id = $1 AND state <> 'ERASED'
      """;

  private static final String CLOSE_QUIET =
      """
      UPDATE {schema}.recording r
      SET state = 'CLOSING', due_at = now()
      WHERE state = 'OPEN'
        AND (heard_at < now() - $2 * interval '1 millisecond'
          OR heard_at < now() - $1 * interval '1 millisecond'
            AND EXISTS (
              SELECT FROM {schema}.conversation c
              WHERE c.conversation_id = r.conversation_id AND c.ended IS NOT NULL))
      """;

  private static final String LEASE =
      """
      UPDATE {schema}.recording
      SET due_at = now() + $1 * interval '1 millisecond', attempts = attempts + 1
      WHERE conversation_id = (
        SELECT conversation_id FROM {schema}.recording
        WHERE state = 'CLOSING' AND due_at <= now()
        ORDER BY due_at
        LIMIT 1
        FOR UPDATE SKIP LOCKED)
      RETURNING conversation_id, segments
      """;

  private static final String RENEW =
      """
      UPDATE {schema}.recording
      SET due_at = now() + $3 * interval '1 millisecond'
      WHERE conversation_id = $1 AND segments = $2 AND state = 'CLOSING'
      """;

  private static final String POSTPONE =
      """
      UPDATE {schema}.recording
      SET due_at = now() + least($2::bigint * attempts, 600000) * interval '1 millisecond'
      WHERE conversation_id = $1 AND state = 'CLOSING'
      """;

  private static final String FINISH =
      """
      UPDATE {schema}.recording
      SET state = 'FINISHED', finished_at = now(), duration_ms = $3, has_user = $4, has_agent = $5,
          latencies = $6::text::jsonb
      WHERE conversation_id = $1 AND segments = $2 AND state IN ('CLOSING', 'FINISHED')
      """;

  private static final String SETTLED =
      """
      SELECT conversation_id FROM {schema}.recording
      WHERE state = 'FINISHED' AND parts_kept
        AND finished_at < now()
          - CASE WHEN complete THEN 60000 ELSE $1::bigint END * interval '1 millisecond'
      LIMIT 100
      """;

  private static final String PARTS_REMOVED =
      "UPDATE {schema}.recording SET parts_kept = false WHERE conversation_id = $1";

  private static final String ADD_REMOVAL =
      "INSERT INTO {schema}.blob_removal (place) VALUES ($1)"
          + " ON CONFLICT (place) DO UPDATE SET due_at = now(), times = 0";

  private static final String LEASE_REMOVALS =
      """
      UPDATE {schema}.blob_removal
      SET due_at = now() + $1 * interval '1 millisecond'
      WHERE place IN (
        SELECT place FROM {schema}.blob_removal
        WHERE due_at <= now()
        ORDER BY due_at
        LIMIT 20
        FOR UPDATE SKIP LOCKED)
      RETURNING place
      """;

  private static final String REMOVED =
      """
      WITH over AS (DELETE FROM {schema}.blob_removal WHERE place = $1 AND times >= 1)
      UPDATE {schema}.blob_removal
      SET times = times + 1, due_at = now() + $2 * interval '1 millisecond'
      WHERE place = $1 AND times < 1
      """;

  private static final String ERASE =
      """
      WITH noted AS (
        INSERT INTO {schema}.recording AS r (conversation_id, state, heard_at, parts_kept)
        VALUES ($1, 'ERASED', now(), false)
        ON CONFLICT (conversation_id) DO UPDATE
        SET state = 'ERASED', has_user = false, has_agent = false, latencies = '{}',
            duration_ms = 0, parts_kept = false)
      INSERT INTO {schema}.blob_removal (place) VALUES ($2)
      ON CONFLICT (place) DO UPDATE SET due_at = now(), times = 0
      """;

  private final Pool pool;
  private final String schema;

  PostgresLedger(Pool pool) {
    this(pool, "analysis");
  }

  /**
   * @param schema in which the tables are
   */
  PostgresLedger(Pool pool, String schema) {
    this.pool = pool;
    this.schema = schema;
  }

  @Override
  public boolean open(String conversationId) {
    var state = run(OPEN, Tuple.of(conversationId)).stream().map(row -> row.getString(0)).findAny();
    if (state.isEmpty()) {
      run(ADD_REMOVAL, Tuple.of(Shelf.place(conversationId)));
    }
    return state.filter("OPEN"::equals).isPresent();
  }

  @Override
  public boolean kept(String conversationId, boolean last) {
    return run(KEPT, Tuple.of(conversationId, last)).rowCount() == 1;
  }

  @Override
  public void closeQuiet(Duration soon, Duration late) {
    run(CLOSE_QUIET, Tuple.of(soon.toMillis(), late.toMillis()));
  }

  @Override
  public Optional<Job> lease(Duration term) {
    return run(LEASE, Tuple.of(term.toMillis())).stream()
        .map(row -> new Job(row.getString(0), row.getInteger(1)))
        .findAny();
  }

  @Override
  public boolean renew(Job job, Duration term) {
    return run(RENEW, Tuple.of(job.conversationId(), job.segments(), term.toMillis())).rowCount()
        == 1;
  }

  @Override
  public void postpone(Job job, Duration pause) {
    run(POSTPONE, Tuple.of(job.conversationId(), pause.toMillis()));
  }

  @Override
  public boolean finish(Job job, Result result) {
    var parameters =
        Tuple.of(job.conversationId(), job.segments(), result.durationMs(), result.hasUser())
            .addBoolean(result.hasAgent())
            .addString(Json.text(result.latenciesMs()));
    return run(FINISH, parameters).rowCount() == 1;
  }

  @Override
  public List<String> settled(Duration age) {
    return texts(run(SETTLED, Tuple.of(age.toMillis())));
  }

  @Override
  public void partsRemoved(String conversationId) {
    run(PARTS_REMOVED, Tuple.of(conversationId));
  }

  @Override
  public List<String> leaseRemovals(Duration term) {
    return texts(run(LEASE_REMOVALS, Tuple.of(term.toMillis())));
  }

  @Override
  public void removed(String place, Duration again) {
    run(REMOVED, Tuple.of(place, again.toMillis()));
  }

  @Override
  public void erase(String conversationId) {
    run(ERASE, Tuple.of(conversationId, Shelf.place(conversationId)));
  }

  private static List<String> texts(RowSet<Row> rows) {
    return rows.stream().map(row -> row.getString(0)).toList();
  }

  private RowSet<Row> run(String sql, Tuple parameters) {
    return pool.preparedQuery(sql.replace("{schema}", schema))
        .execute(parameters)
        .await()
        .atMost(PATIENCE);
  }
}

package io.colloquy.edge;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;

/** The table {@code edge_lease} of a service's schema. Blocks: not for an event loop. */
public final class PostgresLeaseTable implements LeaseTable {

  /** Shorter than the notice that calls have before others may take their place. */
  private static final Duration PATIENCE = LeaseKeeper.NOTICE.minusMillis(500);

  private static final String ADD_ROWS =
      """
      INSERT INTO %s.edge_lease (partition)
      SELECT generate_series($1::int, $2::int - 1)
      ON CONFLICT DO NOTHING
      """;

  /** The longest unused one: nothing meant for its last holder is still on its way. */
  private static final String TAKE =
      """
      UPDATE %1$s.edge_lease
      SET holder = $1, expires_at = now() + $2 * interval '1 millisecond'
      WHERE partition = (
        SELECT partition FROM %1$s.edge_lease
        WHERE expires_at <= now() AND partition >= $3 AND partition < $4
        ORDER BY expires_at, partition
        LIMIT 1
        FOR UPDATE SKIP LOCKED)
      RETURNING partition
      """;

  private static final String RENEW =
      """
      UPDATE %s.edge_lease
      SET expires_at = now() + $3 * interval '1 millisecond'
      WHERE partition = $1 AND holder = $2 AND expires_at > now()
      """;

  private static final String GIVE_BACK =
      """
      UPDATE %s.edge_lease
      SET holder = NULL, expires_at = now()
      WHERE partition = $1 AND holder = $2
      """;

  private final Pool pool;
  private final String schema;
  private final int from;
  private final int to;

  /**
   * @param schema of the service, as SQL writes it
   * @param from the first partition that may be leased
   * @param to the one after the last
   */
  public PostgresLeaseTable(Pool pool, String schema, int from, int to) {
    this.pool = pool;
    this.schema = schema;
    this.from = from;
    this.to = to;
  }

  @Override
  public Optional<Integer> take(String holder, Duration term) {
    run(ADD_ROWS, Tuple.of(from, to));
    var taken = run(TAKE, Tuple.of(holder, term.toMillis(), from, to));
    return taken.stream().map(row -> row.getInteger(0)).findFirst();
  }

  @Override
  public boolean renew(int partition, String holder, Duration term) {
    return run(RENEW, Tuple.of(partition, holder, term.toMillis())).rowCount() == 1;
  }

  @Override
  public void giveBack(int partition, String holder) {
    run(GIVE_BACK, Tuple.of(partition, holder));
  }

  private RowSet<Row> run(String sql, Tuple parameters) {
    return pool.preparedQuery(sql.formatted(schema)).execute(parameters).await().atMost(PATIENCE);
  }
}

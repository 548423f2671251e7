package io.colloquy.gateway.edge;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;

/** The table {@code gateway.edge_lease}. Blocks: not for an event loop. */
public final class PostgresLeaseTable implements LeaseTable {

  /** Shorter than the notice that calls have before others may take their place. */
  private static final Duration PATIENCE = LeaseKeeper.NOTICE.minusMillis(500);

  private static final String ADD_ROWS =
      """
      INSERT INTO gateway.edge_lease (partition)
      SELECT generate_series(0, $1 - 1)
      ON CONFLICT DO NOTHING
      """;

  /** The longest unused one: nothing meant for its last holder is still on its way. */
  private static final String TAKE =
      """
      UPDATE gateway.edge_lease
      SET holder = $1, expires_at = now() + $2 * interval '1 millisecond'
      WHERE partition = (
        SELECT partition FROM gateway.edge_lease
        WHERE expires_at <= now() AND partition < $3
        ORDER BY expires_at, partition
        LIMIT 1
        FOR UPDATE SKIP LOCKED)
      RETURNING partition
      """;

  private static final String RENEW =
      """
      UPDATE gateway.edge_lease
      SET expires_at = now() + $3 * interval '1 millisecond'
      WHERE partition = $1 AND holder = $2 AND expires_at > now()
      """;

  private static final String GIVE_BACK =
      """
      UPDATE gateway.edge_lease
      SET holder = NULL, expires_at = now()
      WHERE partition = $1 AND holder = $2
      """;

  private final Pool pool;
  private final int partitions;

  /**
   * @param partitions partitions from 0 up to this one, exclusive, may be leased
   */
  public PostgresLeaseTable(Pool pool, int partitions) {
    this.pool = pool;
    this.partitions = partitions;
  }

  @Override
  public Optional<Integer> take(String holder, Duration term) {
    run(ADD_ROWS, Tuple.of(partitions));
    var taken = run(TAKE, Tuple.of(holder, term.toMillis(), partitions));
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
    return pool.preparedQuery(sql).execute(parameters).await().atMost(PATIENCE);
  }
}

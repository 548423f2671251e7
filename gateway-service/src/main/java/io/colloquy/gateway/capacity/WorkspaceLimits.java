package io.colloquy.gateway.capacity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** The limits that workspaces have of their own, as they were a moment ago. */
@Singleton
public class WorkspaceLimits {

  private static final String READ =
      "SELECT id, concurrency_limit FROM gateway.workspace WHERE concurrency_limit IS NOT NULL";

  private final Pool pool;
  private final int otherwise;
  private volatile Map<String, Integer> known = Map.of();

  WorkspaceLimits(Pool pool, CapacitySettings settings) {
    this.pool = pool;
    this.otherwise = settings.concurrency();
  }

  /** Calls at once; negative for no limit. */
  public int of(String workspace) {
    return known.getOrDefault(workspace, otherwise);
  }

  /** Reads them again. Where that fails, what was known goes on to hold. */
  public Uni<Void> read() {
    return pool.query(READ).execute().invoke(this::remember).replaceWithVoid();
  }

  private void remember(RowSet<Row> rows) {
    Map<String, Integer> limits = new HashMap<>();
    rows.forEach(row -> limits.put(row.getString(0), row.getInteger(1)));
    known = Map.copyOf(limits);
  }
}

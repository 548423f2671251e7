package io.colloquy.gateway.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Ids;
import io.colloquy.gateway.StubServices;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@QuarkusTestResource(StubServices.class)
class PostgresSlotsTest extends SlotsContract {

  /** Beyond what gateways lease. */
  private static final AtomicInteger PARTITION = new AtomicInteger(1_000);

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Inject Pool pool;

  @Override
  Slots slots() {
    return new PostgresSlots(pool, PATIENCE);
  }

  @Override
  String newHolder() {
    var holder = Ids.random("holder_");
    lease(holder);
    return holder;
  }

  @Override
  void kill(String holder) {
    run("UPDATE gateway.edge_lease SET expires_at = now() WHERE holder = '" + holder + "'");
  }

  @AfterEach
  void leaveNobody() {
    run("DELETE FROM gateway.edge_lease WHERE partition >= 1000");
    run("SELECT gateway.forget_slots()");
  }

  /** What is added up are gateways: the price of an admission does not grow with the calls. */
  @Test
  void keepsOneRowForEachGatewayHoweverManyCallsItHas() {
    var holder = newHolder();
    run(
        """
        INSERT INTO gateway.call_slot (conversation_id, holder, workspace_id, agent_id)
        SELECT 'many_' || n, '%s', 'ws_many', 'agent_many' FROM generate_series(1, 3000) n
        """
            .formatted(holder));

    var rows =
        run("SELECT subject, used FROM gateway.slot_tally WHERE holder = '%s'".formatted(holder));

    assertThat(rows)
        .extracting(row -> row.getString(0) + " " + row.getInteger(1))
        .containsExactlyInAnyOrder("workspace:ws_many 3000", "agent:agent_many 3000");
  }

  @Test
  void countsAGatewayOnceThatMovesFromOnePlaceToAnother() {
    var holder = newHolder();
    lease(holder);
    run(
        "INSERT INTO gateway.call_slot (conversation_id, holder, workspace_id, agent_id)"
            + " VALUES ('moving_1', '%s', 'ws_moving', 'agent_moving')".formatted(holder));

    var used = run("SELECT gateway.slots_in_use('workspace:ws_moving', 'voice')");

    assertThat(used.iterator().next().getLong(0)).isEqualTo(1);
  }

  private void lease(String holder) {
    run(
        "INSERT INTO gateway.edge_lease (partition, holder, expires_at) VALUES (%d, '%s', %s)"
            .formatted(PARTITION.incrementAndGet(), holder, "now() + interval '1 minute'"));
  }

  private RowSet<Row> run(String sql) {
    return pool.query(sql).execute().await().atMost(PATIENCE);
  }
}

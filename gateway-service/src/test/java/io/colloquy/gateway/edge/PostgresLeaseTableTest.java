package io.colloquy.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Topics;
import io.colloquy.edge.LeaseTable;
import io.colloquy.edge.PostgresLeaseTable;
import io.colloquy.gateway.StubServices;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beside the gateway that runs in this test and holds a partition itself. */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@QuarkusTestResource(StubServices.class)
class PostgresLeaseTableTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @Inject Pool pool;
  @Inject Edge edge;

  private LeaseTable table;

  @BeforeEach
  void beginWithTheTableOfThisGatewayAlone() {
    table = new PostgresLeaseTable(pool, "gateway", 0, Topics.GATEWAY_EDGES);
    free("holder LIKE 'test%'");
  }

  @AfterEach
  void leaveNothingTaken() {
    free("holder LIKE 'test%'");
  }

  @Test
  void givesEachGatewayAPartitionOfItsOwn() {
    var first = table.take("test-a", LONG);
    var second = table.take("test-b", LONG);

    assertThat(first).isPresent();
    assertThat(second).isPresent().isNotEqualTo(first);
    assertThat(List.of(first.get(), second.get()))
        .doesNotContain(edge.address().orElseThrow().partition());
  }

  @Test
  void neverGivesOnePartitionToTwoHoweverManyAskAtOnce() throws Exception {
    var asking =
        IntStream.range(0, Topics.GATEWAY_EDGES + 4)
            .<Callable<Optional<Integer>>>mapToObj(i -> () -> table.take("test-" + i, LONG))
            .toList();
    Set<Integer> taken = new HashSet<>();
    int refused = 0;
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var answer : threads.invokeAll(asking)) {
        if (answer.get().isPresent()) {
          assertThat(taken.add(answer.get().get())).isTrue();
        } else {
          refused++;
        }
      }
    }
    assertThat(taken).allMatch(partition -> partition >= 0 && partition < Topics.GATEWAY_EDGES);
    // A row that another is just taking is passed over, so some may be refused early.
    assertThat(taken.size() + refused).isEqualTo(asking.size());
    assertThat(refused).isGreaterThanOrEqualTo(5);
  }

  @Test
  void givesAnExpiredPartitionToTheNextWhoAsks() {
    int partition = table.take("test-a", LONG).orElseThrow();
    fillAllBut(partition);
    assertThat(table.take("test-c", LONG)).isEmpty();

    run("UPDATE gateway.edge_lease SET expires_at = now() WHERE partition = " + partition);

    assertThat(table.renew(partition, "test-a", LONG)).isFalse();
    assertThat(table.take("test-c", LONG)).contains(partition);
    assertThat(table.renew(partition, "test-a", LONG)).isFalse();
    assertThat(table.renew(partition, "test-c", LONG)).isTrue();
  }

  @Test
  void freesAtOnceWhatIsGivenBackByItsHolderOnly() {
    int partition = table.take("test-a", LONG).orElseThrow();
    fillAllBut(partition);

    table.giveBack(partition, "test-b");
    assertThat(table.take("test-c", LONG)).isEmpty();

    table.giveBack(partition, "test-a");
    assertThat(table.take("test-c", LONG)).contains(partition);
  }

  private void fillAllBut(int partition) {
    while (table.take("test-filler", LONG).isPresent()) {
      // until none is left
    }
    assertThat(table.renew(partition, "test-a", LONG)).isTrue();
  }

  private void free(String which) {
    run("UPDATE gateway.edge_lease SET holder = NULL, expires_at = now() WHERE " + which);
  }

  private void run(String sql) {
    var _ = pool.query(sql).execute().await().atMost(Duration.ofSeconds(30));
  }
}

package io.colloquy.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.gateway.StubServices;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@QuarkusTestResource(StubServices.class)
class ApiKeysTest {

  @Inject ApiKeys keys;
  @Inject Pool pool;

  @Test
  void knowsTheOperatorsKeyAsAnAdminsAndNoOther() {
    assertThat(holder(StubServices.API_KEY))
        .get()
        .returns("default", KeyHolder::workspace)
        .returns(true, KeyHolder::admin);
    assertThat(holder(StubServices.API_KEY + "x")).isEmpty();
    assertThat(holder("x".repeat(100_000))).isEmpty();
  }

  @Test
  void keepsNoKeyInTheDatabase() {
    var rows =
        pool.query(
                """
                SELECT row_to_json(k)::text AS row, hash, prefix
                FROM gateway.api_key k
                WHERE name = 'bootstrap'
                """)
            .execute()
            .await()
            .atMost(Duration.ofSeconds(30));

    assertThat(rows.size()).isOne();
    var row = rows.iterator().next();
    assertThat(row.getString("row")).doesNotContain(StubServices.API_KEY);
    assertThat(row.getString("hash")).matches("[0-9a-f]{64}");
    assertThat(row.getString("prefix")).isEqualTo(StubServices.API_KEY.substring(0, 6));
  }

  private Optional<KeyHolder> holder(String key) {
    return keys.holderOf(key).toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
  }
}

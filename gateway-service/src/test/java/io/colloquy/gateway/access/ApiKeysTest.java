package io.colloquy.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.gateway.StubServices;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@QuarkusTestResource(StubServices.class)
class ApiKeysTest {

  @Inject ApiKeys keys;
  @Inject Pool pool;

  @Test
  void knowsTheBootstrapKeyAndNoOther() throws ExecutionException, InterruptedException {
    assertThat(keys.isValid(StubServices.API_KEY).toCompletableFuture().get()).isTrue();
    assertThat(keys.isValid(StubServices.API_KEY + "x").toCompletableFuture().get()).isFalse();
    assertThat(keys.isValid("x".repeat(100_000)).toCompletableFuture().get()).isFalse();
  }

  @Test
  void keepsNoKeyInTheDatabase() {
    var rows =
        pool.query("SELECT row_to_json(k)::text AS row, hash, prefix FROM gateway.api_key k")
            .execute()
            .await()
            .atMost(Duration.ofSeconds(5));

    assertThat(rows.size()).isOne();
    var row = rows.iterator().next();
    assertThat(row.getString("row")).doesNotContain(StubServices.API_KEY);
    assertThat(row.getString("hash")).matches("[0-9a-f]{64}");
    assertThat(row.getString("prefix")).isEqualTo(StubServices.API_KEY.substring(0, 6));
  }
}

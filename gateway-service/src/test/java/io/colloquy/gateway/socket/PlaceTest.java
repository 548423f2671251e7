package io.colloquy.gateway.socket;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.edge.EdgeInput;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a gateway does that loses its edge partition to another. */
@QuarkusTest
class PlaceTest extends SocketTest {

  @Inject Pool pool;

  @Test
  void closesItsCallsAndTakesAnotherPlace() throws IOException {
    int lost = edge.address().orElseThrow().partition();
    try (var socket = open(FakeOwner.TALKING)) {
      var conversation = socket.begin();
      run("UPDATE gateway.edge_lease SET holder = 'thief' WHERE partition = " + lost);

      assertThat(socket.awaitClose())
          .isEqualTo(
              new RawSocket.Closed(1012, "the gateway lost its place, connect again in a moment"));
      var _ = owner.awaitInput(conversation, EdgeInput.Closed.class);
    }

    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> edge.address().map(place -> place.partition() != lost).orElse(false));
    await().atMost(Duration.ofSeconds(30)).until(() -> get("/q/health/ready").statusCode() == 200);
    try (var socket = open(FakeOwner.ECHO)) {
      assertThat(socket.begin()).isNotEmpty();
      assertThat(socket.message().path("type").asText()).isEqualTo("agent_response");
    }
    run("UPDATE gateway.edge_lease SET expires_at = now() WHERE holder = 'thief'");
  }

  private void run(String sql) {
    var _ = pool.query(sql).execute().await().atMost(Duration.ofSeconds(30));
  }
}

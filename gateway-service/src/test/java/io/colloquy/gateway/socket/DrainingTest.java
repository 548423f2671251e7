package io.colloquy.gateway.socket;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeInput;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A gateway of its own, since it does not come back. */
@QuarkusTest
@TestProfile(DrainingTest.OfItsOwn.class)
class DrainingTest extends SocketTest {

  public static class OfItsOwn implements QuarkusTestProfile {}

  @Inject Event<ShutdownDelayInitiatedEvent> shutdown;

  @Test
  void saysGoodbyeToItsCallsAndTakesNoMore() throws IOException {
    try (var socket = open(FakeOwner.TALKING)) {
      var conversation = socket.begin();
      assertThat(get("/q/health/ready").statusCode()).isEqualTo(200);

      Thread.ofVirtual().start(() -> shutdown.fire(new ShutdownDelayInitiatedEvent()));

      assertThat(socket.awaitClose()).isEqualTo(new RawSocket.Closed(1001, "server is restarting"));
      var _ = owner.awaitInput(conversation, EdgeInput.Closed.class);
    }
    assertThat(get("/q/health/ready").statusCode()).isEqualTo(503);
    try (var late = open(FakeOwner.TALKING)) {
      assertThat(late.awaitClose()).isEqualTo(new RawSocket.Closed(1012, "server is restarting"));
    }
  }
}

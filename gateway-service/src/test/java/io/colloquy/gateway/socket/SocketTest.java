package io.colloquy.gateway.socket;

import static org.awaitility.Awaitility.await;

import io.colloquy.gateway.StubServices;
import io.colloquy.gateway.access.Agents;
import io.colloquy.gateway.edge.Edge;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;

/** A running gateway with real Kafka and PostgreSQL, bare sockets, and an owner that we play. */
@QuarkusTestResource(BackboneResource.class)
@QuarkusTestResource(StubServices.class)
abstract class SocketTest {

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @TestHTTPResource("/")
  URI gateway;

  @Inject Edge edge;
  @Inject Agents agents;

  FakeOwner owner;

  @BeforeEach
  void awaitEverybody() throws Exception {
    owner = FakeOwner.on(bootstrapServers);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                edge.address().isPresent()
                    && agents.find(FakeOwner.OF_OTHERS).isPresent()
                    && agents.find(FakeOwner.DELETED).isEmpty());
  }

  RawSocket open(String agentId, String... headers) throws IOException {
    return openWith("?agent_id=" + agentId, headers);
  }

  RawSocket openWith(String query, String... headers) throws IOException {
    return RawSocket.open(gateway, ConversationSocket.PATH + query, headers);
  }
}

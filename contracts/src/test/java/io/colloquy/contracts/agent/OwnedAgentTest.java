package io.colloquy.contracts.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnedAgentTest {

  private static final Agent AGENT = Json.read("{\"agent_id\":\"agent_1\"}", Agent.class);

  @Test
  void theWorkspaceTravelsBesideTheAgentAndNotInIt() {
    var packet = OwnedAgent.CODEC.encode(new OwnedAgent("ws_1", AGENT));
    assertThat(packet.headers()).containsEntry("x-colloquy-workspace", "ws_1");
    assertThat(Json.read(packet.body(), Agent.class)).isEqualTo(AGENT);
    assertThat(OwnedAgent.CODEC.decode(packet)).isEqualTo(new OwnedAgent("ws_1", AGENT));
  }

  @Test
  void anAgentThatNobodyOwnsIsInTheDefaultWorkspace() {
    var packet = new Packet(Map.of(), Json.bytes(AGENT));
    assertThat(OwnedAgent.CODEC.decode(packet).workspace()).isEqualTo("default");
  }
}

package io.colloquy.telephony.agents;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Workspace;
import java.util.Optional;

/** What a phone line needs to know of an agent. */
public record KnownAgent(String workspace, String id, String name) {

  /** The part of an announced agent that is read here; clients may leave an agent nameless. */
  private record Announced(String agentId, Optional<String> name) {}

  static KnownAgent read(Packet packet) {
    var announced = Json.read(packet.body(), Announced.class);
    return new KnownAgent(Workspace.of(packet), announced.agentId(), announced.name().orElse(""));
  }
}

package io.colloquy.analysis.agents;

import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Workspace;
import java.util.Map;

/** What this service needs to know of an agent: whose it is. */
public record KnownAgent(String workspace, String id) {

  /** The part of an announced agent that is read here. */
  private record Announced(String agentId) {}

  static final Codec<KnownAgent> CODEC =
      new Codec<>() {
        @Override
        public Packet encode(KnownAgent agent) {
          return new Packet(
              Map.of(Workspace.HEADER, agent.workspace), Json.bytes(new Announced(agent.id)));
        }

        @Override
        public KnownAgent decode(Packet packet) {
          return new KnownAgent(
              Workspace.of(packet), Json.read(packet.body(), Announced.class).agentId());
        }
      };
}

package io.colloquy.gateway.access;

import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Workspace;
import io.colloquy.contracts.agent.Agent;
import java.util.Map;

/** An agent and the workspace that it is in. */
public record KnownAgent(String workspace, Agent agent) {

  static final Codec<KnownAgent> CODEC =
      new Codec<>() {
        @Override
        public Packet encode(KnownAgent known) {
          return new Packet(Map.of(Workspace.HEADER, known.workspace()), Json.bytes(known.agent()));
        }

        @Override
        public KnownAgent decode(Packet packet) {
          return new KnownAgent(Workspace.of(packet), Json.read(packet.body(), Agent.class));
        }
      };
}

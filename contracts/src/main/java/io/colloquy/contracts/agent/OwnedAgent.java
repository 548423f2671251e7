package io.colloquy.contracts.agent;

import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.Workspace;
import java.util.Map;

/**
 * An agent and the workspace that it is in: a record of {@link Topics#AGENTS}. The workspace is a
 * header, so that the body stays the agent as the REST interface shows it.
 */
public record OwnedAgent(String workspace, Agent agent) {

  /** A record without the header is of {@link Workspace#DEFAULT}. */
  public static final Codec<OwnedAgent> CODEC =
      new Codec<>() {
        @Override
        public Packet encode(OwnedAgent owned) {
          return new Packet(Map.of(Workspace.HEADER, owned.workspace()), Json.bytes(owned.agent()));
        }

        @Override
        public OwnedAgent decode(Packet packet) {
          return new OwnedAgent(Workspace.of(packet), Json.read(packet.body(), Agent.class));
        }
      };
}

package io.colloquy.analysis.agents;

import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Workspace;
import io.colloquy.contracts.workspace.PostCallWebhooks;
import java.util.Map;
import java.util.Optional;

/**
 * What this service needs to know of an agent.
 *
 * @param workspace whose it is
 * @param webhooks what it says otherwise than its workspace
 */
public record KnownAgent(String workspace, String id, PostCallWebhooks webhooks) {

  /** The part of an announced agent that is read here. */
  private record Announced(String agentId, Optional<Platform> platformSettings) {}

  private record Platform(Optional<Overrides> workspaceOverrides) {}

  private record Overrides(Optional<PostCallWebhooks> webhooks) {}

  static final Codec<KnownAgent> CODEC =
      new Codec<>() {
        @Override
        public Packet encode(KnownAgent agent) {
          var overrides = new Overrides(Optional.of(agent.webhooks));
          return new Packet(
              Map.of(Workspace.HEADER, agent.workspace),
              Json.bytes(
                  new Announced(agent.id, Optional.of(new Platform(Optional.of(overrides))))));
        }

        @Override
        public KnownAgent decode(Packet packet) {
          var announced = Json.read(packet.body(), Announced.class);
          return new KnownAgent(
              Workspace.of(packet),
              announced.agentId(),
              announced
                  .platformSettings()
                  .flatMap(Platform::workspaceOverrides)
                  .flatMap(Overrides::webhooks)
                  .orElse(PostCallWebhooks.NONE));
        }
      };
}

package io.colloquy.gateway.socket;

import io.colloquy.contracts.edge.Liveness;
import io.colloquy.gateway.call.Outbox;
import io.colloquy.gateway.session.Timing;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * What can be set for calls. The meaning of each is at {@link Timing} and {@link Outbox.Limits}.
 */
@ConfigMapping(prefix = "colloquy.gateway.call")
public interface CallSettings {

  @WithDefault("10s")
  Duration initiationGrace();

  @WithDefault("15s")
  Duration startPatience();

  @WithDefault("60ms")
  Duration settleGap();

  @WithDefault("2500ms")
  Duration pingInterval();

  @WithDefault("60s")
  Duration clientSilence();

  @WithDefault("10s")
  Duration closePatience();

  @WithDefault("256K")
  MemorySize shedAbove();

  @WithDefault("4M")
  MemorySize maxQueued();

  /** The owner's times are agreed with the owners and cannot be set. */
  default Timing timing() {
    return new Timing(
        initiationGrace(),
        startPatience(),
        settleGap(),
        pingInterval(),
        clientSilence(),
        Liveness.INTERVAL,
        Liveness.PATIENCE,
        closePatience());
  }

  default Outbox.Limits limits() {
    return new Outbox.Limits(
        Math.toIntExact(shedAbove().asLongValue()), Math.toIntExact(maxQueued().asLongValue()));
  }
}

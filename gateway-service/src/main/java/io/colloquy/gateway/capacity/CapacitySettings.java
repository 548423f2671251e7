package io.colloquy.gateway.capacity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much may go on at once. */
@ConfigMapping(prefix = "colloquy.limits")
public interface CapacitySettings {

  /** Calls of a workspace at once, where it has no limit of its own; negative for no limit. */
  @WithDefault("-1")
  int concurrency();

  /** How long a client waits at most to hear whether there is room. */
  @WithDefault("4s")
  Duration patience();

  /** How often limits of workspaces are read, and slots put in order. */
  @WithDefault("5s")
  Duration refresh();
}

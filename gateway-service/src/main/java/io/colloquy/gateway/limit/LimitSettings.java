package io.colloquy.gateway.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many requests this gateway takes. */
@ConfigMapping(prefix = "colloquy.gateway.limit")
public interface LimitSettings {

  /** Requests with one key, in a second; 0 for no limit. */
  @WithDefault("500")
  double keyPerSecond();

  /** Requests with one key at once. */
  @WithDefault("1000")
  int keyBurst();

  /** Requests without a key, and new WebSockets, from one address, in a second; 0 for no limit. */
  @WithDefault("50")
  double addressPerSecond();

  @WithDefault("2000")
  int addressBurst();
}

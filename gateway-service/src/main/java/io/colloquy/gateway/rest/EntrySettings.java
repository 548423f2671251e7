package io.colloquy.gateway.rest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** What can be set for REST calls. */
@ConfigMapping(prefix = "colloquy.gateway.rest")
public interface EntrySettings {

  /** The largest request body. */
  @WithDefault("20M")
  MemorySize maxBody();

  /** The largest request body of a resource for which {@link #maxBody} does not fit. */
  Map<String, MemorySize> bodyLimits();

  @WithDefault("2s")
  Duration connectTimeout();

  /** How long a service behind may stay silent. */
  @WithDefault("60s")
  Duration responseTimeout();

  /** The same for a resource for which {@link #responseTimeout} does not fit. */
  Map<String, Duration> responseTimeouts();

  /** The most connections to one service behind. */
  @WithDefault("64")
  int maxConnections();
}

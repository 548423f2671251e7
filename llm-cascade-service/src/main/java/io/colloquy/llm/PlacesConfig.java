package io.colloquy.llm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/** How many may be asked at once, and wait. A share is above 0 and up to 1. */
@ConfigMapping(prefix = "colloquy.llm.places")
interface PlacesConfig {

  /** Answers at once of one provider. */
  @WithDefault("200")
  int perProvider();

  /** Likewise of a provider that bears another number, by its name. */
  Map<String, Integer> of();

  /** What one workspace may have of a provider's places. */
  @WithDefault("1")
  double workspaceShare();

  /** What work that no caller waits for may have of a provider's places. */
  @WithDefault("0.5")
  double backgroundShare();

  /** How many may wait, of one workspace and one use, for one provider. */
  @WithDefault("1000")
  int waiting();
}

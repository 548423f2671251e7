package io.colloquy.conversation.session;

import io.colloquy.conversation.turn.TurnPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is said where no model does. */
@ConfigMapping(prefix = "colloquy.turn.fallback")
interface FallbackConfig {

  /** How long the caller hears nothing before a filler is said; zero for no fillers. */
  @WithDefault(TurnPolicy.Filler.AFTER_MS + "ms")
  Duration after();

  /** How many fillers, until words of the answer sound again. */
  @WithDefault("8")
  int most();

  /** So many turns without an answer, one after the other, end the call. */
  @WithDefault("3")
  int failedTurns();

  /** Phrases by language, in place of those that come with the service. */
  Map<String, List<String>> fillers();

  Map<String, String> apology();

  Map<String, String> brokenOff();

  Map<String, String> goodbye();
}

package io.colloquy.conversation.language;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code colloquy.language.*}: how the language of a turn is told. */
@ConfigMapping(prefix = "colloquy.language")
interface LanguageConfig {

  /** Whether all models are loaded, which costs some 25 MB for each language instead of 2. */
  @WithDefault("false")
  boolean highAccuracy();

  /** By how much the best language must be ahead of the second, 0 to 0.99. */
  @WithDefault("0.1")
  double margin();
}

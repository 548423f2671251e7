package io.colloquy.analysis.evaluation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What can be set for evaluations. */
@ConfigMapping(prefix = "colloquy.evaluation")
public interface EvaluationSettings {

  /** Evaluates every conversation; without it an agent's own model does. */
  Optional<String> model();

  /** How long one evaluation may take; what is not judged by then is unknown. */
  @WithDefault("60s")
  Duration timeLimit();

  /** How much of a transcript a model is given. */
  @WithDefault("60000")
  int transcriptCharacters();
}

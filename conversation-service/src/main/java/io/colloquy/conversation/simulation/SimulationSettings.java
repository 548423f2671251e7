package io.colloquy.conversation.simulation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set for simulations. */
@ConfigMapping(prefix = "colloquy.simulation")
public interface SimulationSettings {

  /** So many new turns a simulation may have, whatever its client asks for. */
  @WithDefault("200")
  int maxTurns();

  /**
   * How long the two may talk. The official client waits for 4 minutes, and the evaluation wants
   * some of them.
   */
  @WithDefault("2m45s")
  Duration timeLimit();

  /** How long one answer of a model may take. */
  @WithDefault("30s")
  Duration answerPatience();

  /** How long the evaluation may take. */
  @WithDefault("65s")
  Duration evaluationPatience();

  /** So many simulations run at once; a further one is refused. */
  @WithDefault("32")
  int atOnce();

  /** So many answers are waited for at once; the llm-cascade-service has that many places. */
  @WithDefault("4")
  int answersAtOnce();
}

package io.colloquy.llm.generation;

import io.colloquy.llm.cascade.Patience;
import java.time.Duration;

/**
 * What generations may take.
 *
 * @param requestAge older requests are not answered: nobody waits any more
 * @param patience with the models
 * @param thinking how much longer a model may take that is told to think
 * @param concurrent generations at once on this instance
 */
public record Limits(Duration requestAge, Patience patience, Duration thinking, int concurrent) {}

package io.colloquy.llm.generation;

import java.time.Duration;

/**
 * What a generation may take.
 *
 * @param requestAge older requests are not answered: nobody waits any more
 * @param firstToken from the request's arrival to its first text
 * @param stall from one text to the next, or to the end
 * @param concurrent generations at once on this instance
 */
public record Limits(Duration requestAge, Duration firstToken, Duration stall, int concurrent) {}

package io.colloquy.llm.cascade;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How fast a model was in its latest answers. It is not safe for several threads. */
final class Pace {

  private static final int REMEMBERED = 100;

  /** Fewer tell nothing about the slowest of a hundred. */
  private static final int ENOUGH = 20;

  private static final double USUAL = 0.95;

  private final long[] milliseconds = new long[REMEMBERED];
  private int seen;

  void took(Duration time) {
    milliseconds[seen % REMEMBERED] = time.toMillis();
    seen++;
  }

  /** By when 95 of 100 had begun; nearest rank. */
  Optional<Duration> usual() {
    if (seen < ENOUGH) {
      return Optional.empty();
    }
    var sorted = Arrays.copyOf(milliseconds, Math.min(seen, REMEMBERED));
    Arrays.sort(sorted);
    return Optional.of(Duration.ofMillis(sorted[(int) Math.ceil(USUAL * sorted.length) - 1]));
  }
}

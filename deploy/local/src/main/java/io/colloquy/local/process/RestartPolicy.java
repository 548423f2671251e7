package io.colloquy.local.process;

import java.time.Duration;

/**
 * How long to wait before a process that ended is started again: twice as long each time that it
 * did not last.
 *
 * @param first the wait after the first end
 * @param longest never wait longer than this
 * @param calm a process that ran this long starts over with the first wait
 */
public record RestartPolicy(Duration first, Duration longest, Duration calm) {

  public static final RestartPolicy DEFAULT =
      new RestartPolicy(Duration.ofMillis(250), Duration.ofSeconds(30), Duration.ofSeconds(60));

  private static final int MOST_DOUBLINGS = 20;

  /**
   * @param endsInARow how often the process ended without having been calm in between, from 1
   */
  public Duration delay(int endsInARow) {
    int doublings = Math.min(endsInARow - 1, MOST_DOUBLINGS);
    var delay = first.multipliedBy(1L << doublings);
    return delay.compareTo(longest) < 0 ? delay : longest;
  }

  /** How many ends in a row there are, after a process that ran this long has ended. */
  int endsInARow(int before, Duration ran) {
    return ran.compareTo(calm) >= 0 ? 1 : before + 1;
  }
}

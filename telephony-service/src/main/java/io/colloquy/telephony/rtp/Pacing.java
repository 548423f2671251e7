package io.colloquy.telephony.rtp;

import java.time.Duration;

/** How evenly packets leave: the time between two of them, in steps of half a millisecond. */
final class Pacing {

  private static final int STEPS = 400;
  private static final long STEP_NANOS = 500_000;

  private final int[] counts = new int[STEPS];
  private long last = Long.MIN_VALUE;

  void left(long nanos) {
    if (last != Long.MIN_VALUE) {
      counts[Math.clamp((nanos - last) / STEP_NANOS, 0, STEPS - 1)]++;
    }
    last = nanos;
  }

  /** The next packet has none before it: the line was quiet on purpose. */
  void paused() {
    last = Long.MIN_VALUE;
  }

  /** The time that 99 of 100 were not above, rounded up to the step; zero without any. */
  Duration p99() {
    long total = 0;
    for (int count : counts) {
      total += count;
    }
    long left = total / 100;
    for (int step = STEPS - 1; step >= 0 && total > 0; step--) {
      left -= counts[step];
      if (left < 0) {
        return Duration.ofNanos((step + 1) * STEP_NANOS);
      }
    }
    return Duration.ZERO;
  }
}

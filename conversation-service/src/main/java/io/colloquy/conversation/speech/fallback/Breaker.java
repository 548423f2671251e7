package io.colloquy.conversation.speech.fallback;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps conversations from waiting for a provider that is known to fail. For any number of threads.
 *
 * <pre>
 *            most failures in a row            pause over
 *   CLOSED ─────────────────────────▶ OPEN ◀────────────────▶ PROBING (one passes, then the
 *     ▲                                        failed, or       others wait for another pause)
 *     └──────────────── succeeded ────────── no word of it
 * </pre>
 */
public final class Breaker {

  private final int most;
  private final Duration pause;
  private final Clock clock;

  private int failures;
  private Instant barredUntil = Instant.MIN;

  /**
   * @param most failures in a row after which nobody passes
   * @param pause until one may try again
   */
  public Breaker(int most, Duration pause, Clock clock) {
    this.most = most;
    this.pause = pause;
    this.clock = clock;
  }

  /** Whether the provider may be tried; if it has failed, one caller in each pause may. */
  synchronized boolean lets() {
    if (failures < most) {
      return true;
    }
    Instant now = clock.instant();
    if (now.isBefore(barredUntil)) {
      return false;
    }
    barredUntil = now.plus(pause);
    return true;
  }

  synchronized void succeeded() {
    failures = 0;
  }

  synchronized void failed() {
    failures = Math.min(most, failures + 1);
    if (failures == most) {
      barredUntil = clock.instant().plus(pause);
    }
  }
}

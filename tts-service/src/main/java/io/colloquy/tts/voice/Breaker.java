package io.colloquy.tts.voice;

import java.time.Clock;
import java.time.Duration;

/**
 * Keeps an engine that fails from being asked again and again, while callers wait.
 *
 * <pre>
 *   closed ──failures in a row, or a refusal──▶ open ──pause──▶ half open ──success──▶ closed
 *                                                ▲                  │
 *                                                └─────failure──────┘   (one attempt at a time)
 * </pre>
 *
 * <p>Each permission is followed by exactly one of the three endings.
 */
final class Breaker {

  private final int failures;
  private final Duration pause;
  private final Clock clock;
  private int inARow;
  private boolean open;
  private boolean probing;
  private long untilMs;

  /**
   * @param failures in a row that open it
   * @param pause how long it stays open
   */
  Breaker(int failures, Duration pause, Clock clock) {
    this.failures = failures;
    this.pause = pause;
    this.clock = clock;
  }

  /** Whether the engine may be asked now. */
  synchronized boolean permits() {
    if (!open) {
      return true;
    }
    if (probing || clock.millis() < untilMs) {
      return false;
    }
    probing = true;
    return true;
  }

  synchronized void succeeded() {
    inARow = 0;
    open = false;
    probing = false;
  }

  /** The attempt ended without telling anything of the engine. */
  synchronized void abandoned() {
    probing = false;
  }

  synchronized void failed(SynthesisFailure.Kind kind) {
    switch (kind) {
      case OF_THE_REQUEST -> probing = false;
      case REFUSED -> open();
      case PASSING -> {
        inARow++;
        if (open || inARow >= failures) {
          open();
        }
      }
    }
  }

  private void open() {
    open = true;
    probing = false;
    inARow = 0;
    untilMs = clock.millis() + pause.toMillis();
  }
}

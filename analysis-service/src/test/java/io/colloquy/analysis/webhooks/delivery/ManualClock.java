package io.colloquy.analysis.webhooks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A time that stands still until it is told otherwise. */
final class ManualClock implements InstantSource {

  private Instant now;

  ManualClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration step) {
    now = now.plus(step);
  }
}

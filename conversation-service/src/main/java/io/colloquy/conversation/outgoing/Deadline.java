package io.colloquy.conversation.outgoing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Until when everything has to be done. */
public record Deadline(InstantSource clock, Duration time, Instant end) {

  public static Deadline in(Duration time, InstantSource clock) {
    return new Deadline(clock, time, clock.instant().plus(time));
  }

  /** Never negative. */
  public Duration left() {
    var left = Duration.between(clock.instant(), end);
    return left.isNegative() ? Duration.ZERO : left;
  }
}

package io.colloquy.conversation.outgoing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Until when everything has to be done. */
public record Deadline(InstantSource clock, Duration time, Instant end) {

  public static Deadline in(Duration time, InstantSource clock) {
    return new Deadline(clock, time, clock.instant().plus(time));
  }

  long millisLeft() {
    return Math.max(0, Duration.between(clock.instant(), end).toMillis());
  }
}

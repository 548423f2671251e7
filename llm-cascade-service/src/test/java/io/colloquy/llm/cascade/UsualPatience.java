package io.colloquy.llm.cascade;

import java.time.Duration;

/** The time limits that the service comes with. */
public final class UsualPatience {

  public static Patience of(int attempts) {
    return new Patience(
        Duration.ofSeconds(4),
        Duration.ofSeconds(6),
        Duration.ofSeconds(3),
        Duration.ofSeconds(20),
        attempts,
        false);
  }

  private UsualPatience() {}
}

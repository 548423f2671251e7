package io.colloquy.llm.places;

import java.time.Clock;

/** Places for tests that are not about them. */
public final class Unlimited {

  public static Places places() {
    return new Places(
        _ -> Allowance.of(1_000_000, 1, 1, 0),
        Clock.systemUTC(),
        Runnable::run,
        Places.Observer.NONE);
  }

  private Unlimited() {}
}

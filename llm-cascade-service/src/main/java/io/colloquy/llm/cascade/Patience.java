package io.colloquy.llm.cascade;

import java.time.Duration;

/**
 * How long an answer may take, and how often a model is asked for it.
 *
 * @param firstToken from the asking of a model to its first useful token
 * @param alone the same where no other model is left to ask: a slow one is better than none
 * @param stall for the next few letters, or the end
 * @param total from the asking of the first model to the end of the answer
 * @param attempts how many times a model is asked at most, first and backups together
 * @param hedges whether a second model is asked when the first is later than it usually is
 */
public record Patience(
    Duration firstToken,
    Duration alone,
    Duration stall,
    Duration total,
    int attempts,
    boolean hedges) {

  /** Where nobody listens, only the whole answer has a limit. */
  public static Patience whole(Duration total, int attempts) {
    return new Patience(total, total, total, total, attempts, false);
  }

  /** For a model that is told to think before it speaks. */
  public Patience thinking(Duration longer) {
    return new Patience(
        max(firstToken, longer),
        max(alone, longer),
        max(stall, longer),
        total.plus(longer),
        attempts,
        hedges);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}

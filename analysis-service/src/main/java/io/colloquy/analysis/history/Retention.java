package io.colloquy.analysis.history;

import java.util.Optional;

/**
 * How long what of an agent's conversations is kept (page 022).
 *
 * @param days from the end of a conversation; 0: no longer than what is done after it; -1: for ever
 * @param transcript whether its words and all that tells of persons are deleted then
 * @param audio whether its sound is
 */
public record Retention(int days, boolean transcript, boolean audio) {

  /** Two years. */
  public static final Retention DEFAULT = Retention.of(730, false, false);

  private static final int FOR_EVER = -1;
  private static final int LONGEST = 1_000_000;
  private static final long DAY = 86_400;

  /**
   * Where neither part is named both are meant: a time after which nothing goes is none.
   *
   * @param days any number: what is too large to be a time means very long, not soon
   */
  public static Retention of(double days, boolean transcript, boolean audio) {
    boolean both = !transcript && !audio;
    return new Retention(
        (int) Math.clamp(days, FOR_EVER, LONGEST), transcript || both, audio || both);
  }

  /** For SQL: whole seconds, negative if there is no end. */
  public long seconds() {
    return days * DAY;
  }

  /** Unix seconds; empty if it is kept for ever. */
  public Optional<Long> deletionTime(long endedAtUnixSecs) {
    return days == FOR_EVER ? Optional.empty() : Optional.of(endedAtUnixSecs + seconds());
  }
}

package io.colloquy.conversation.speech;

import java.time.Duration;

/**
 * How ears cut the user's sound into turns.
 *
 * @param startScore a frame of at least this score is speech, 0 to 1
 * @param endScore a frame below this score is silence, 0 to {@code startScore}; between the two,
 *     things stay as they were
 * @param endSilence how long the user is silent before the turn is over
 * @param preRoll sound before the onset that the recogniser still gets, so that it has the whole
 *     first word
 * @param longestPiece after how much speech without a pause the recogniser must settle its words,
 *     which bounds its memory
 */
public record EarsSettings(
    double startScore,
    double endScore,
    Duration endSilence,
    Duration preRoll,
    Duration longestPiece) {

  public EarsSettings {
    if (!(0 < endScore && endScore <= startScore && startScore <= 1)) {
      throw new IllegalArgumentException(
          "scores must be 0 < end <= start <= 1: end " + endScore + ", start " + startScore);
    }
    if (!endSilence.isPositive() || preRoll.isNegative() || !longestPiece.isPositive()) {
      throw new IllegalArgumentException(
          "durations must be positive: " + endSilence + ", " + preRoll + ", " + longestPiece);
    }
  }

  public static EarsSettings defaults() {
    return new EarsSettings(
        0.5, 0.35, Duration.ofMillis(600), Duration.ofMillis(400), Duration.ofSeconds(30));
  }

  public EarsSettings withEndSilence(Duration silence) {
    return new EarsSettings(startScore, endScore, silence, preRoll, longestPiece);
  }
}

package io.colloquy.analysis.history;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * What a caller thought of a conversation.
 *
 * @param rating 1 to 5
 */
public record Feedback(
    Optional<Score> overallScore, Optional<Integer> rating, Optional<String> comment) {

  public static final Feedback NONE =
      new Feedback(Optional.empty(), Optional.empty(), Optional.empty());

  /** Thumbs up or down. */
  public enum Score {
    LIKE,
    DISLIKE;

    /**
     * @throws IllegalArgumentException if it is neither
     */
    public static Score of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Later feedback replaces what it speaks of and leaves the rest. */
  public Feedback then(Feedback later) {
    return new Feedback(
        later.overallScore.or(() -> overallScore),
        later.rating.or(() -> rating),
        later.comment.or(() -> comment));
  }
}

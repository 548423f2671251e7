package io.colloquy.llm.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * A model that was asked for an answer.
 *
 * @param provider as the meters name it
 * @param lost why it did not give the answer, where it did not
 * @param firstTokenMs milliseconds from its asking to its first useful token, where one came
 * @param tookMs milliseconds from its asking to its end
 */
@JsonInclude(Include.NON_ABSENT)
public record Tried(
    String model,
    String provider,
    Outcome outcome,
    Optional<Lost> lost,
    Optional<Long> firstTokenMs,
    long tookMs) {

  /** How a model's part in an answer ended. */
  public enum Outcome {
    @JsonProperty("answered")
    ANSWERED("answered"),
    @JsonProperty("failed")
    FAILED("failed"),
    /** Another was faster. */
    @JsonProperty("outrun")
    OUTRUN("outrun"),
    /** Nobody wanted to hear more. */
    @JsonProperty("cancelled")
    CANCELLED("cancelled");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * A failure.
   *
   * @param reason one of a few words, for meters
   * @param message fit for a log: holds no key and nothing that was said
   */
  public record Lost(String reason, String message) {}

  /** One line, for a log. */
  String inWords() {
    return "%s (%s) %s after %d ms%s"
        .formatted(
            model,
            provider,
            outcome.word(),
            tookMs,
            lost.map(why -> " (" + why.reason() + ": " + why.message() + ")").orElse(""));
  }
}

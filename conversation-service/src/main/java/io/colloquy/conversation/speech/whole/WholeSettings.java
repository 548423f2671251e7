package io.colloquy.conversation.speech.whole;

import java.time.Duration;
import java.util.Optional;

/**
 * How utterances are given away.
 *
 * @param finish how long the words of an utterance are waited for at its end; it delays the agent's
 *     answer
 * @param partialsEvery after how much more sound it is asked for the words so far, if at all: each
 *     time costs as much as the whole
 * @param longest of an utterance; from more, the beginning is lost
 */
public record WholeSettings(Duration finish, Optional<Duration> partialsEvery, Duration longest) {

  public WholeSettings {
    if (!finish.isPositive()
        || partialsEvery.filter(every -> !every.isPositive()).isPresent()
        || !longest.isPositive()) {
      throw new IllegalArgumentException(
          "durations must be positive: " + finish + ", " + partialsEvery + ", " + longest);
    }
  }
}

package io.colloquy.conversation.speech.streamed;

import java.time.Duration;

/**
 * How long a service is waited for.
 *
 * @param connect until the connection stands; the sound waits meanwhile, the caller does not
 * @param silence without a word from the service while sound goes to it
 * @param finish for the last words of an utterance; it delays the agent's answer
 */
public record Deadlines(Duration connect, Duration silence, Duration finish) {

  public Deadlines {
    if (!connect.isPositive() || !silence.isPositive() || !finish.isPositive()) {
      throw new IllegalArgumentException(
          "deadlines must be positive: " + connect + ", " + silence + ", " + finish);
    }
  }

  public static Deadlines usual() {
    return new Deadlines(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofMillis(1_500));
  }
}

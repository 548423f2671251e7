package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/** What these tests need on the machine. */
final class Packages {

  private Packages() {}

  /**
   * Skips a test where the Debian packages are missing; in CI, where they must not be, fails it.
   */
  static void requirePocketSphinx(SpeechRecognizer recognizer) {
    Optional<String> missing = recognizer.unavailability("en");
    if ("true".equals(System.getenv("CI"))) {
      assertThat(missing).as("CI installs the speech packages").isEmpty();
    }
    assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.orElseThrow());
  }
}

package io.colloquy.conversation.speech;

import java.util.Optional;

/** What {@link Ears} tell. All times are of the audio itself, in milliseconds. */
public sealed interface Heard {

  /** How likely it is that the user speaks now, 0 to 1; about every 100 ms. */
  record Score(double score) implements Heard {}

  /** The user began to speak, about 100 ms ago. */
  record SpeechBegan() implements Heard {}

  /**
   * The user speaks on; every frame (32 ms), but not in a pause.
   *
   * @param speechMs since the onset
   */
  record Speaking(int speechMs) implements Heard {}

  /** The words so far; when they changed, at most every 200 ms. Personal data: never logged. */
  record Partial(String text) implements Heard {}

  /**
   * The user pauses, and this may well have been all; once in a pause. Either {@link Speaking}
   * follows, or {@link Utterance}.
   *
   * @param text the words of the turn so far. Personal data: never logged
   */
  record Paused(String text) implements Heard {}

  /**
   * The user's turn is over.
   *
   * @param text the words; empty for a noise. Personal data: never logged
   * @param speechMs from the onset to the last speech
   * @param finishMicros how long the recogniser took after the last sample, in microseconds of real
   *     time
   * @param language that the recogniser detected, as an IETF tag; empty if it does not say
   */
  record Utterance(String text, int speechMs, long finishMicros, Optional<String> language)
      implements Heard {

    /** Of a recogniser that does not tell languages apart. */
    public Utterance(String text, int speechMs, long finishMicros) {
      this(text, speechMs, finishMicros, Optional.empty());
    }
  }

  /**
   * The words of this turn cannot be recognised; voice activity goes on, and recognition is tried
   * again with the next turn. At most once until it works again.
   *
   * @param message what to install or to change
   */
  record Failed(String message) implements Heard {}
}

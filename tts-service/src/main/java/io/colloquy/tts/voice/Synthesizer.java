package io.colloquy.tts.voice;

import io.colloquy.contracts.speech.Voice;
import java.util.List;

/**
 * Turns text into sound. Safe for use by many threads; each call blocks the thread that made it.
 */
public interface Synthesizer {

  /** A short name for voices, metrics and health data. */
  String engine();

  /** Whether what this engine needs is installed. Cheap: settled when the engine was made. */
  Availability availability();

  /**
   * @param language ISO 639-1 code, with or without a region
   */
  boolean speaks(String language);

  /**
   * Gives the sound of the text to the sink, piece by piece as it is made, and returns when
   * everything was given or the sink wants no more. Text in which there is nothing to pronounce has
   * no samples, and that is no failure.
   *
   * @throws SynthesisFailure if the text cannot be spoken, or not to its end
   */
  void speak(Utterance utterance, Sink sink);

  /**
   * What is to be said, already free of control characters and mark-up.
   *
   * @param voice its id is one that the engine knows; a speed outside 0.7 to 1.2 counts as the
   *     nearest
   * @param pronounced in order, without overlap
   */
  record Utterance(String text, Voice voice, List<Pronounced> pronounced) {

    private static final double SLOWEST = 0.7;
    private static final double FASTEST = 1.2;

    public Utterance {
      pronounced = List.copyOf(pronounced);
    }

    public Utterance(String text, Voice voice) {
      this(text, voice, List.of());
    }

    /** How fast, within 0.7 to 1.2. A voice that says nothing of its speed speaks at its own. */
    public double speed() {
      return voice.speed() > 0 ? Math.clamp(voice.speed(), SLOWEST, FASTEST) : 1;
    }
  }

  /** Where the sound goes, in the order in which it is heard. */
  @FunctionalInterface
  interface Sink {
    /**
     * @return false if no more is wanted; the engine then stops before it makes another sound
     */
    boolean take(Sound sound);

    /**
     * Tells how to stop the engine while it makes a sound. Run at most once, by the thread that
     * finds that no more is wanted; at once if that is already so.
     */
    default void whenUnwanted(Runnable stop) {}
  }
}

package io.colloquy.conversation.speech.fallback;

import java.time.Duration;

/** Learns how the recognisers do. For any number of threads. */
public interface RecognitionObserver {

  /**
   * A recogniser gave the words of an utterance.
   *
   * @param took from the end of the sound to the words
   */
  void understood(String provider, Duration took);

  /** A recogniser failed, in an utterance or when it was opened. */
  void failed(String provider);

  /** An utterance went on with another recogniser. */
  void replaced(String provider, String by);
}

package io.colloquy.conversation.speech;

import java.util.Optional;

/** A provider of speech recognition. For any number of threads. */
public interface SpeechRecognizer extends AutoCloseable {

  /**
   * Why speech in this language would not be understood, and what to install or to change; empty if
   * it would be.
   *
   * @param language an IETF tag such as {@code en} or {@code de-AT}
   */
  Optional<String> unavailability(String language);

  /**
   * Recognition for one conversation. May take seconds: never call it on an event loop.
   *
   * @throws SpeechUnavailable if it cannot be had, or all there are are taken
   */
  Recognition open(Speaker speaker);

  /** Makes the next {@link #open} quick. May take seconds. */
  void warmUp();

  /** Recognitions still open go on until they are closed; no new one is given. */
  @Override
  void close();
}

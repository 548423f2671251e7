package io.colloquy.conversation.speech;

/**
 * Recognition of one conversation's speech, utterance after utterance. Not for several threads at
 * once, but {@link #close} may come from any; from then on it hears nothing and answers no words.
 */
public interface Recognition extends AutoCloseable {

  /**
   * The next samples of the utterance; the first ones begin it. Computes on the caller's thread.
   *
   * @param pcm16k 16 kHz mono, any number
   * @throws SpeechUnavailable if the engine failed; the recognition is then of no more use
   */
  void accept(short[] pcm16k);

  /** The words of this utterance so far, which later sound may change; empty if there are none. */
  String partial();

  /**
   * Ends the utterance and makes ready for the next.
   *
   * @return its words, lower case without punctuation unless the provider knows better; empty if
   *     none were understood or nothing was accepted
   * @throws SpeechUnavailable as {@link #accept}
   */
  String finish();

  /** Frees what it holds; a second time does nothing. */
  @Override
  void close();
}

package io.colloquy.conversation.speech;

/**
 * Recognition of one conversation's speech, utterance after utterance. Not for several threads at
 * once, but {@link #close} may come from any; from then on it hears nothing and answers no words.
 *
 * <p>An engine in this process computes on the caller's thread. A service elsewhere is never waited
 * for but in {@link #finish}, and there no longer than its settings allow.
 */
public interface Recognition extends AutoCloseable {

  /**
   * The next samples of the utterance; the first ones begin it. Never waits for a network.
   *
   * @param pcm16k 16 kHz mono, any number; may be kept, so do not change them afterwards
   * @throws SpeechUnavailable if the engine failed; the recognition is then of no more use, except
   *     that {@link #partial} still tells what had been understood
   */
  void accept(short[] pcm16k);

  /** The words of this utterance so far, which later sound may change; empty if there are none. */
  String partial();

  /**
   * Ends the utterance and makes ready for the next. Of a service elsewhere it waits for the last
   * words, a second or so at most: by a future, so that a thread of a {@link
   * java.util.concurrent.ForkJoinPool} is replaced meanwhile, and a virtual one costs nothing.
   *
   * @return its words, lower case without punctuation unless the provider knows better; empty if
   *     none were understood or nothing was accepted
   * @throws SpeechUnavailable as {@link #accept}; also if the last words did not come in time
   */
  String finish();

  /** What else is known of the utterance that was finished last. */
  default Facts facts() {
    return Facts.NONE;
  }

  /** Frees what it holds and wakes a {@link #finish} that waits; a second time does nothing. */
  @Override
  void close();
}

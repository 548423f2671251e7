package io.colloquy.conversation.speech;

/**
 * Tells speech from other sound in one stream of 16 kHz mono samples. Keeps state between frames,
 * so each conversation has its own. Not for several threads at once, but {@link #close} may come
 * from any.
 */
public interface VoiceActivity extends AutoCloseable {

  /**
   * How likely it is that somebody speaks in this frame, 0 to 1. After {@link #close} always 0.
   *
   * @param frame exactly {@link #frameSamples} samples, the stream's next
   */
  double score(short[] frame);

  /** Samples a frame. */
  int frameSamples();

  /** Frees what it holds; a second time does nothing. */
  @Override
  void close();
}

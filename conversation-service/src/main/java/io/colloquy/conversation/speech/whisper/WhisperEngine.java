package io.colloquy.conversation.speech.whisper;

/** A loaded model. Not for several threads at once. */
interface WhisperEngine extends AutoCloseable {

  /**
   * @param samples 16 kHz mono, -1 to 1
   * @param language as the first part of an IETF tag, or {@code auto}
   * @param prompt words to expect; may be empty
   * @return the words, with punctuation
   */
  String transcribe(float[] samples, String language, String prompt);

  @Override
  void close();
}

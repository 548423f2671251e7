package io.colloquy.conversation.speech.vosk;

/** One speaker's decoder; answers in Vosk's JSON. Not for several threads at once. */
interface VoskDecoder extends AutoCloseable {

  /**
   * @param pcm16k 16 kHz mono
   * @return whether a pause ended a segment, whose {@link #result} is to be taken now
   */
  boolean accept(short[] pcm16k);

  /** Of the segment that has just ended. */
  String result();

  /** Of the segment so far. */
  String partial();

  /** Of the segment, which ends with it; the next sound begins anew. */
  String last();

  @Override
  void close();
}

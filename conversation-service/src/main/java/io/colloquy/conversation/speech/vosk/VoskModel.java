package io.colloquy.conversation.speech.vosk;

/** What Vosk knows of a language; shared by its decoders. */
interface VoskModel extends AutoCloseable {

  VoskDecoder decoder();

  /** No decoder may be in use any more. */
  @Override
  void close();
}

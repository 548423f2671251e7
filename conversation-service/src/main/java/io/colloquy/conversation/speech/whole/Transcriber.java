package io.colloquy.conversation.speech.whole;

import io.colloquy.conversation.speech.Speaker;
import java.util.concurrent.CompletableFuture;

/** Understands an utterance that it is given whole. For any number of threads. */
public interface Transcriber extends AutoCloseable {

  /** The transcriber's name, for people. */
  String name();

  /**
   * The words of an utterance. Does not block; cancelling the future gives up.
   *
   * @param pcm16k 16 kHz mono
   * @return fails with {@link io.colloquy.conversation.speech.SpeechUnavailable} whose message may
   *     be logged
   */
  CompletableFuture<Transcript> transcribe(short[] pcm16k, Speaker speaker);

  @Override
  void close();
}

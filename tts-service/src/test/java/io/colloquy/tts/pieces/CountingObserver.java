package io.colloquy.tts.pieces;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what was dropped without a word; nothing else tells it. */
final class CountingObserver implements SpeechObserver {

  private final AtomicInteger dropped = new AtomicInteger();

  int droppedPieces() {
    return dropped.get();
  }

  @Override
  public void firstChunk(String engine, Duration sinceArrival) {}

  @Override
  public void finished(String engine, int characters, double audioMs, Duration took) {}

  @Override
  public void failed(Reason reason) {}

  @Override
  public void dropped() {
    dropped.incrementAndGet();
  }
}

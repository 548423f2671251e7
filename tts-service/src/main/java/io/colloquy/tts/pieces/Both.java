package io.colloquy.tts.pieces;

import java.time.Duration;

/** Two who watch the same. */
record Both(SpeechObserver first, SpeechObserver second) implements SpeechObserver {
  @Override
  public void firstChunk(String engine, Duration sinceArrival) {
    first.firstChunk(engine, sinceArrival);
    second.firstChunk(engine, sinceArrival);
  }

  @Override
  public void finished(String engine, int characters, double audioMs, Duration took) {
    first.finished(engine, characters, audioMs, took);
    second.finished(engine, characters, audioMs, took);
  }

  @Override
  public void failed(Reason reason) {
    first.failed(reason);
    second.failed(reason);
  }

  @Override
  public void dropped() {
    first.dropped();
    second.dropped();
  }
}

package io.colloquy.tts.pieces;

import io.colloquy.contracts.speech.SpeechRequest.Speak;

/** One piece from its arrival to its end. It may be cancelled at any moment, by any thread. */
final class Piece {

  private final Speak request;
  private final SpeechObserver observer;
  private final long arrivedNanos = System.nanoTime();
  private boolean cancelled;
  private Runnable stop = () -> {};

  /**
   * @param observer of this piece alone
   */
  Piece(Speak request, SpeechObserver observer) {
    this.request = request;
    this.observer = observer;
  }

  Speak request() {
    return request;
  }

  SpeechObserver observer() {
    return observer;
  }

  /** On the scale of {@link System#nanoTime}. */
  long arrivedNanos() {
    return arrivedNanos;
  }

  synchronized void cancel() {
    if (!cancelled) {
      cancelled = true;
      stop.run();
    }
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Runs this once the piece is cancelled; at once if it already is. */
  synchronized void whenCancelled(Runnable action) {
    stop = action;
    if (cancelled) {
      action.run();
    }
  }
}

package io.colloquy.telephony.rtp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keys that wait to be pressed, one after another: each is down for 100 ms and up for 100 ms, and
 * {@code w} is half a second of neither. Filled by any thread, emptied by the media thread every 20
 * ms.
 */
final class KeyPresses {

  static final int DOWN_MS = 100;
  private static final int UP_MS = 100;
  private static final int PAUSE_MS = 500;
  private static final int MOST = 100;

  private record Press(char key, Optional<CompletableFuture<Void>> last) {

    int lengthMs() {
      return key == 'w' ? PAUSE_MS : DOWN_MS + UP_MS;
    }
  }

  /**
   * What a key does in these 20 ms.
   *
   * @param key the key, or {@code w}
   * @param fromMs since it went down
   */
  record Now(char key, int fromMs) {

    boolean pause() {
      return key == 'w';
    }

    boolean down() {
      return !pause() && fromMs < DOWN_MS;
    }
  }

  private final Deque<Press> waiting = new ArrayDeque<>();
  private int atMs;
  private boolean closed;

  CompletionStage<Void> press(String tones) {
    if (tones.length() > MOST || !tones.chars().allMatch(c -> c == 'w' || isKey((char) c))) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException("not keys of a telephone"));
    }
    if (tones.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    synchronized (this) {
      if (closed) {
        return CompletableFuture.failedFuture(new IllegalStateException("the call is over"));
      }
      int last = tones.length() - 1;
      for (int i = 0; i < tones.length(); i++) {
        char key = tones.charAt(i);
        waiting.add(
            new Press(
                key == 'w' ? 'w' : Character.toUpperCase(key),
                i == last ? Optional.of(done) : Optional.empty()));
      }
    }
    return done;
  }

  /** What the next 20 ms hold; empty if no key waits. */
  Optional<Now> next() {
    CompletableFuture<Void> over;
    synchronized (this) {
      Press press = waiting.peek();
      if (press == null) {
        return Optional.empty();
      }
      if (atMs < press.lengthMs()) {
        Now now = new Now(press.key(), atMs);
        atMs += Playout.FRAME_MS;
        return Optional.of(now);
      }
      waiting.remove();
      atMs = 0;
      over = press.last().orElse(null);
    }
    if (over != null) {
      over.complete(null);
    }
    return next();
  }

  /** Fails what still waits. */
  void close() {
    Deque<Press> left;
    synchronized (this) {
      closed = true;
      left = new ArrayDeque<>(waiting);
      waiting.clear();
    }
    left.forEach(
        press ->
            press
                .last()
                .ifPresent(
                    done ->
                        done.completeExceptionally(new IllegalStateException("the call is over"))));
  }

  private static boolean isKey(char key) {
    return TelephoneEvent.of(key) >= 0;
  }
}

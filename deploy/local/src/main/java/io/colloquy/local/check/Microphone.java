package io.colloquy.local.check;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An open microphone: sends 16 kHz PCM in real time, in pieces of 100 ms, and silence while nothing
 * is said.
 */
final class Microphone implements AutoCloseable {

  static final int BYTES_PER_MS = 32;

  private static final int PIECE_MS = 100;
  private static final int PIECE = PIECE_MS * BYTES_PER_MS;

  private final Queue<byte[]> pieces = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("microphone").factory());

  Microphone(Consumer<byte[]> line) {
    var _ =
        clock.scheduleAtFixedRate(
            () -> line.accept(next()), PIECE_MS, PIECE_MS, TimeUnit.MILLISECONDS);
  }

  private byte[] next() {
    var piece = pieces.poll();
    return piece == null ? new byte[PIECE] : piece;
  }

  /** Says this after what is still to be said. */
  void say(byte[] samples) {
    for (int at = 0; at < samples.length; at += PIECE) {
      pieces.add(Arrays.copyOfRange(samples, at, Math.min(at + PIECE, samples.length)));
    }
  }

  /** Says nothing for this long. */
  void pause(long millis) {
    for (long at = 0; at < millis; at += PIECE_MS) {
      pieces.add(new byte[PIECE]);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}

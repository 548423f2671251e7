package io.colloquy.telephony.rtp;

import java.util.ArrayDeque;
import java.util.Deque;

/** A queue of samples that is filled and emptied in pieces of any size. Not for several threads. */
final class Samples {

  private final Deque<short[]> pieces = new ArrayDeque<>();
  private int start;
  private int size;

  /** Takes the array as it is: it must not change afterwards. */
  void add(short[] samples) {
    if (samples.length > 0) {
      pieces.add(samples);
      size += samples.length;
    }
  }

  int size() {
    return size;
  }

  void clear() {
    pieces.clear();
    start = 0;
    size = 0;
  }

  /** The first so many; zeros follow where fewer are there. */
  short[] take(int count) {
    short[] taken = new short[count];
    int filled = 0;
    while (filled < count && size > 0) {
      short[] piece = pieces.getFirst();
      int length = Math.min(count - filled, piece.length - start);
      System.arraycopy(piece, start, taken, filled, length);
      filled += length;
      start += length;
      size -= length;
      if (start == piece.length) {
        pieces.removeFirst();
        start = 0;
      }
    }
    return taken;
  }
}

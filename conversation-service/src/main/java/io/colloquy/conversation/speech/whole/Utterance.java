package io.colloquy.conversation.speech.whole;

import java.util.ArrayDeque;
import java.util.Deque;

/** The sound of an utterance so far, or of its last part if it is very long. */
final class Utterance {

  private final int most;
  private final Deque<short[]> pieces = new ArrayDeque<>();
  private int kept;
  private int total;

  /**
   * @param most samples that are kept
   */
  Utterance(int most) {
    this.most = most;
  }

  void add(short[] piece) {
    if (piece.length == 0) {
      return;
    }
    pieces.add(piece);
    kept += piece.length;
    total += piece.length;
    while (kept > most && pieces.size() > 1) {
      kept -= pieces.remove().length;
    }
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** Samples since the beginning, whether kept or not. */
  int total() {
    return total;
  }

  short[] samples() {
    short[] all = new short[kept];
    int at = 0;
    for (short[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }

  void clear() {
    pieces.clear();
    kept = 0;
    total = 0;
  }
}

package io.colloquy.conversation.speech.fallback;

import java.util.ArrayList;
import java.util.List;

/**
 * The sound of one utterance, and how much of it the recogniser in charge has got. Bounded: of an
 * utterance that is longer, the beginning is lost to a recogniser that comes later.
 */
final class KeptAudio {

  private final int most;
  private final List<short[]> pieces = new ArrayList<>();
  private int samples;
  private int given;

  /**
   * @param most samples that are kept
   */
  KeptAudio(int most) {
    this.most = most;
  }

  void add(short[] piece) {
    pieces.add(piece);
    samples += piece.length;
    int surplus = 0;
    while (samples > most && surplus < pieces.size() - 1) {
      samples -= pieces.get(surplus).length;
      surplus++;
    }
    pieces.subList(0, surplus).clear();
    given = Math.max(0, given - surplus);
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** The next piece for the recogniser in charge, or none if it has got all. */
  boolean hasNext() {
    return given < pieces.size();
  }

  short[] next() {
    return pieces.get(given++);
  }

  /** A recogniser that is new in charge gets everything. */
  void rewind() {
    given = 0;
  }

  void clear() {
    pieces.clear();
    samples = 0;
    given = 0;
  }

  int samples() {
    return samples;
  }
}

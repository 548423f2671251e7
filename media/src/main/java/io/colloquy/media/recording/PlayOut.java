package io.colloquy.media.recording;

import java.util.ArrayList;
import java.util.List;

/**
 * What a listener hears of sound that is sent faster than it sounds: one chunk after the other,
 * each from the moment that it was sent, or when the one before is over. A cut ends at once what
 * plays or waits of some turns; what waits behind it moves up.
 *
 * <p>It needs some 40 bytes for a chunk, and none of its sound. Times are milliseconds.
 */
public final class PlayOut {

  /**
   * When a chunk was heard.
   *
   * @param heardMs how much of it from its beginning; 0 for none
   */
  public record Heard(int eventId, double fromMs, double heardMs) {
    public double untilMs() {
      return fromMs + heardMs;
    }
  }

  private static final class Chunk {
    final int eventId;
    final double sentMs;
    double fromMs;
    double heardMs;

    Chunk(int eventId, double sentMs, double fromMs, double heardMs) {
      this.eventId = eventId;
      this.sentMs = sentMs;
      this.fromMs = fromMs;
      this.heardMs = heardMs;
    }

    double untilMs() {
      return fromMs + heardMs;
    }
  }

  private final List<Chunk> chunks = new ArrayList<>();
  private int cutUpTo = Integer.MIN_VALUE;

  /** A chunk of this length was sent. Times never go back. */
  public void sent(double atMs, int eventId, double lengthMs) {
    double from = Math.max(atMs, freeFromMs());
    chunks.add(new Chunk(eventId, atMs, from, eventId > cutUpTo ? lengthMs : 0));
  }

  /** From now on nothing with an event id up to this one is heard. */
  public void cut(double atMs, int eventId) {
    cutUpTo = Math.max(cutUpTo, eventId);
    int first = chunks.size();
    while (first > 0 && chunks.get(first - 1).untilMs() > atMs) {
      first--;
    }
    double free = first == 0 ? 0 : chunks.get(first - 1).untilMs();
    for (var chunk : chunks.subList(first, chunks.size())) {
      if (chunk.eventId <= eventId) {
        chunk.heardMs = Math.clamp(atMs - chunk.fromMs, 0, chunk.heardMs);
        chunk.fromMs = Math.min(chunk.fromMs, Math.max(free, atMs));
      } else {
        chunk.fromMs = Math.max(chunk.sentMs, free);
      }
      free = Math.max(free, chunk.untilMs());
    }
  }

  /** The line is gone: nothing is heard any more. */
  public void end(double atMs) {
    cut(atMs, Integer.MAX_VALUE);
  }

  /** For each chunk, in the order in which they were sent. */
  public List<Heard> heard() {
    return chunks.stream().map(c -> new Heard(c.eventId, c.fromMs, c.heardMs)).toList();
  }

  private double freeFromMs() {
    return chunks.isEmpty() ? 0 : chunks.getLast().untilMs();
  }
}

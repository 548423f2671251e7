package io.colloquy.tts.hosted;

import io.colloquy.tts.voice.Sound.TimedChar;
import java.util.ArrayList;
import java.util.List;

/**
 * Times of characters or words as a service tells them, put to the text that was sent. A service
 * may leave out, add or change a little; every character of the text has its time all the same,
 * once and in order.
 */
final class ToldTimes {

  /** A told word is looked for no further ahead than this. */
  private static final int FURTHEST_WORD = 40;

  /** A single character is found anywhere, so it must be near. */
  private static final int FURTHEST_CHARACTER = 3;

  private final String text;
  private final List<TimedChar> known = new ArrayList<>();
  private int next;
  private double lastMs;

  ToldTimes(String text) {
    this.text = text;
  }

  /** Some characters that follow those before. What stands nowhere in the text is passed over. */
  void add(String told, double startMs, double endMs) {
    int at = told.isEmpty() ? -1 : text.indexOf(told, next);
    int furthest = told.length() == 1 ? FURTHEST_CHARACTER : FURTHEST_WORD;
    if (at < 0 || at > next + furthest) {
      return;
    }
    double start = Math.max(lastMs, startMs);
    double end = Math.max(start, endMs);
    spread(at, lastMs, start);
    spread(at + told.length(), start, end);
    lastMs = end;
  }

  /** Since the last time. */
  List<TimedChar> take() {
    var taken = List.copyOf(known);
    known.clear();
    return taken;
  }

  /** All that is left, given the length of the whole. */
  List<TimedChar> rest(double wholeMs) {
    spread(text.length(), Math.min(lastMs, wholeMs), wholeMs);
    return take();
  }

  /** The characters up to {@code end} share the time. */
  private void spread(int end, double fromMs, double toMs) {
    int count = text.codePointCount(next, end);
    for (int i = 0; i < count; i++) {
      double each = (toMs - fromMs) / count;
      known.add(new TimedChar(next, fromMs + i * each, each));
      next = text.offsetByCodePoints(next, 1);
    }
  }
}

package io.colloquy.tts.hosted;

import io.colloquy.tts.text.Estimate;
import io.colloquy.tts.text.Sentences.Span;
import io.colloquy.tts.voice.Sound.TimedChar;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Times of characters while a service speaks that tells none: at first by how fast people usually
 * speak, at the end by how long it took. The last words wait for the end.
 */
final class Pace {

  /** Of a letter, in milliseconds, with the pauses of usual sentences. */
  private static final double LETTER_MS = 62;

  /** The share of the text that is told before the end is known. */
  private static final double TOLD_EARLY = 0.85;

  private final String text;
  private final List<TimedChar> expected;
  private final boolean known;
  private int told;

  private Pace(String text, double expectedMs, boolean known) {
    this.text = text;
    this.expected = Estimate.spread(text, new Span(0, text.length()), 0, expectedMs);
    this.known = known;
  }

  /**
   * @param wholeMs how long all of it sounds, if that is known
   */
  static Pace of(String text, double speed, OptionalDouble wholeMs) {
    var usual = Estimate.weight(text) * LETTER_MS / speed;
    return new Pace(text, wholeMs.orElse(usual), wholeMs.isPresent());
  }

  /** The characters that begin before so much of the sound is over. */
  List<TimedChar> until(double ms) {
    int most = known ? expected.size() : (int) (expected.size() * TOLD_EARLY);
    int from = told;
    while (told < most && expected.get(told).startMs() < ms) {
      told++;
    }
    return List.copyOf(expected.subList(from, told));
  }

  /** All other characters, given the length of the whole. */
  List<TimedChar> rest(double wholeMs) {
    if (told == expected.size()) {
      return List.of();
    }
    var next = expected.get(told);
    double from = Math.min(next.startMs(), wholeMs);
    var span = new Span(next.index(), text.length());
    told = expected.size();
    return new ArrayList<>(Estimate.spread(text, span, from, wholeMs));
  }
}

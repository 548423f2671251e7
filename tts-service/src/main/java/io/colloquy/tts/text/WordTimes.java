package io.colloquy.tts.text;

import io.colloquy.tts.voice.Sound.TimedChar;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a time to each character of a sentence of which only some stretches have known times:
 * within a stretch, and in the gaps around the stretches, time runs evenly over the characters.
 */
public final class WordTimes {

  /** Characters {@code [start, end)} sound from {@code startMs} to {@code endMs}. */
  public record Word(int start, int end, double startMs, double endMs) {}

  private final String text;
  private final List<TimedChar> chars = new ArrayList<>();
  private int index;
  private double nowMs;

  private WordTimes(String text, Sentences.Span span, double startMs) {
    this.text = text;
    this.index = span.start();
    this.nowMs = startMs;
  }

  /**
   * @param words in order, without overlap, within the span
   * @param startMs when the span begins to sound
   * @param endMs when it ends
   */
  public static List<TimedChar> spread(
      String text, Sentences.Span span, List<Word> words, double startMs, double endMs) {
    var times = new WordTimes(text, span, startMs);
    for (var word : words) {
      times.advance(word.start(), Math.min(word.startMs(), endMs));
      times.advance(word.end(), Math.min(word.endMs(), endMs));
    }
    times.advance(span.end(), endMs);
    return times.chars;
  }

  /** The characters up to {@code end} share the time up to {@code endMs}. */
  private void advance(int end, double endMs) {
    double goal = Math.max(nowMs, endMs);
    int count = text.codePointCount(index, Math.max(index, end));
    double from = nowMs;
    for (int i = 0; i < count; i++) {
      double start = from + (goal - from) * i / count;
      chars.add(new TimedChar(index, start, (goal - from) / count));
      index = text.offsetByCodePoints(index, 1);
    }
    nowMs = goal;
  }
}

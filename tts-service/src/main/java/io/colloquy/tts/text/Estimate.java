package io.colloquy.tts.text;

import io.colloquy.tts.text.Sentences.Span;
import io.colloquy.tts.voice.Sound.TimedChar;
import java.util.ArrayList;
import java.util.List;

/**
 * Times of characters for an engine that tells none: each takes a share of the span's time by how
 * long its kind usually sounds.
 */
public final class Estimate {

  private static final double LETTER = 1;
  private static final double SPACE = 0.3;

  /** A digit is read as a word. */
  private static final double DIGIT = 3;

  /** An ideograph is a syllable. */
  private static final double IDEOGRAPH = 3;

  private static final double SHORT_PAUSE = 2.5;
  private static final double LONG_PAUSE = 5;

  /** The characters of the span share the time from {@code startMs} to {@code endMs}. */
  public static List<TimedChar> spread(String text, Span span, double startMs, double endMs) {
    double total = 0;
    for (int i = span.start(); i < span.end(); i += Character.charCount(text.codePointAt(i))) {
      total += weight(text, i, span);
    }
    double perWeight = total == 0 ? 0 : (endMs - startMs) / total;
    List<TimedChar> chars = new ArrayList<>();
    double now = startMs;
    for (int i = span.start(); i < span.end(); i += Character.charCount(text.codePointAt(i))) {
      double duration = weight(text, i, span) * perWeight;
      chars.add(new TimedChar(i, Math.min(now, endMs), duration));
      now += duration;
    }
    return chars;
  }

  /** How long the text sounds, in letters. */
  public static double weight(String text) {
    var all = new Span(0, text.length());
    double total = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      total += weight(text, i, all);
    }
    return total;
  }

  private static double weight(String text, int at, Span span) {
    int point = text.codePointAt(at);
    if (Character.isIdeographic(point)) {
      return IDEOGRAPH;
    }
    if (Character.isDigit(point)) {
      return DIGIT;
    }
    if (Character.isLetter(point)) {
      return LETTER;
    }
    boolean last = at + Character.charCount(point) >= span.end();
    return last || point < ' ' ? 0 : pause(text, at, point);
  }

  /** A mark within a word, as in 3.5 or O'Neill, is no pause. */
  private static double pause(String text, int at, int point) {
    if (Character.isWhitespace(point)) {
      return SPACE;
    }
    boolean beforeSpace = Character.isWhitespace(text.codePointAt(at + Character.charCount(point)));
    return switch (point) {
      case ',', ';', ':' -> beforeSpace ? SHORT_PAUSE : SPACE;
      case '.', '!', '?' -> beforeSpace ? LONG_PAUSE : SPACE;
      case '，', '、', '；' -> SHORT_PAUSE;
      case '。', '！', '？' -> LONG_PAUSE;
      default -> SPACE;
    };
  }

  private Estimate() {}
}

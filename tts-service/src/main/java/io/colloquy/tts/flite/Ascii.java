package io.colloquy.tts.flite;

import io.colloquy.tts.text.Sentences.Span;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * A span of text in the only letters that flite's English reads: accents are dropped, typographic
 * marks become their plain kin, and what has none becomes a space. Remembers where each letter came
 * from.
 */
final class Ascii {

  private final String letters;
  private final int[] origin;

  private Ascii(String letters, int[] origin) {
    this.letters = letters;
    this.origin = origin;
  }

  static Ascii of(String text, Span span) {
    var letters = new StringBuilder();
    int[] origin = new int[span.end() - span.start()];
    for (int i = span.start(); i < span.end(); ) {
      int point = text.codePointAt(i);
      int at = letters.length();
      letters.append(plain(point));
      if (letters.length() > origin.length) {
        origin = Arrays.copyOf(origin, 2 * letters.length());
      }
      Arrays.fill(origin, at, letters.length(), i);
      i += Character.charCount(point);
    }
    return new Ascii(letters.toString(), Arrays.copyOf(origin, letters.length()));
  }

  String letters() {
    return letters;
  }

  /** True if there is anything to pronounce. */
  boolean isSpeakable() {
    return letters.chars().anyMatch(Character::isLetterOrDigit);
  }

  /**
   * Where the letter at this index stands in the text; the span's end for the end of the letters.
   */
  int originOf(int index, Span span) {
    return index < origin.length ? origin[index] : span.end();
  }

  private static String plain(int point) {
    if (point < 0x80) {
      return Character.isISOControl(point) ? " " : Character.toString(point);
    }
    return switch (point) {
      case '‘', '’', 'ʼ', '′' -> "'";
      case '“', '”', '„', '«', '»' -> "\"";
      case '–', '‐', '‑', '−' -> "-";
      case '—' -> ", ";
      case '…' -> "...";
      case 'ß' -> "ss";
      case 'æ', 'Æ' -> "ae";
      case 'œ', 'Œ' -> "oe";
      case 'ø', 'Ø' -> "o";
      case 'ł', 'Ł' -> "l";
      default -> withoutAccent(point);
    };
  }

  private static String withoutAccent(int point) {
    var parts = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD);
    var kept = new StringBuilder();
    parts.chars().filter(part -> part >= ' ' && part < 0x7f).forEach(p -> kept.append((char) p));
    return kept.isEmpty() ? " " : kept.toString();
  }
}

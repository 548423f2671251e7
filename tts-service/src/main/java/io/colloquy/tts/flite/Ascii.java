package io.colloquy.tts.flite;

import io.colloquy.tts.phones.Arpabet;
import io.colloquy.tts.text.Sentences.Span;
import io.colloquy.tts.voice.Pronounced;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A span of text in the only letters that flite's English reads: accents are dropped, typographic
 * marks become their plain kin, and what has none becomes a space. Remembers where each letter came
 * from.
 */
final class Ascii {

  private static final String PHRASE_ENDS = ",.;:!?";

  /** Stands for a word whose sounds are given; nobody writes it. */
  static final String STAND_IN = "xqzpron";

  private final String letters;
  private final int[] origin;
  private final List<String> sounds;

  private Ascii(String letters, int[] origin, List<String> sounds) {
    this.letters = letters;
    this.origin = origin;
    this.sounds = sounds;
  }

  static Ascii of(String text, Span span, List<Pronounced> pronounced) {
    var made = new Making();
    for (int i = span.start(); i < span.end(); ) {
      int at = i;
      var sounds =
          pronounced.stream()
              .filter(word -> word.start() == at && word.end() <= span.end())
              .findFirst()
              .flatMap(word -> Arpabet.of(word.sounds()).map(s -> new Said(word.end(), s)));
      if (sounds.isPresent()) {
        i = sounds.get().end();
        made.say(sounds.get().symbols(), at, i < text.length() ? text.codePointAt(i) : ' ');
      } else {
        int point = text.codePointAt(i);
        made.add(plain(point), i);
        i += Character.charCount(point);
      }
    }
    return made.done();
  }

  private record Said(int end, List<String> symbols) {}

  private static final class Making {
    private final StringBuilder letters = new StringBuilder();
    private final List<String> sounds = new ArrayList<>();
    private int[] origin = new int[64];

    void add(String plain, int from) {
      int at = letters.length();
      letters.append(plain);
      if (letters.length() > origin.length) {
        origin = Arrays.copyOf(origin, 2 * letters.length());
      }
      Arrays.fill(origin, at, letters.length(), from);
    }

    /** As a word of its own, though a mark behind it still ends the phrase. */
    void say(List<String> symbols, int from, int next) {
      sounds.add(String.join(" ", symbols));
      add(" " + STAND_IN + (PHRASE_ENDS.indexOf(next) >= 0 ? "" : " "), from);
    }

    Ascii done() {
      return new Ascii(
          letters.toString(), Arrays.copyOf(origin, letters.length()), List.copyOf(sounds));
    }
  }

  /** For each stand-in in order, the symbols of its sounds with spaces between. */
  List<String> sounds() {
    return sounds;
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

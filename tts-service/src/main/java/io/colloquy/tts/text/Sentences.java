package io.colloquy.tts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Cuts long text where a speaker would take a breath. An engine looks at all of a sentence before
 * its first sound, so the time to that sound must not grow with the text.
 */
public final class Sentences {

  /** A span is not cut off before this many characters: a voice needs some context. */
  private static final int SHORTEST = 50;

  /** Nor does it grow beyond this many. */
  private static final int LONGEST = 180;

  /** A full stop after fewer letters may belong to an abbreviation such as "Dr." or "e.g.". */
  private static final int SHORTEST_LAST_WORD = 4;

  /** The half-open range of indexes of one part. */
  public record Span(int start, int end) {}

  /** Spans in order, without gaps, that cover the text; none for an empty text. */
  public static List<Span> of(String text) {
    List<Span> spans = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = text.length() - start <= LONGEST ? text.length() : cut(text, start);
      spans.add(new Span(start, end));
      start = end;
    }
    return spans;
  }

  private static int cut(String text, int start) {
    int from = start + SHORTEST;
    int to = start + LONGEST;
    for (int i = from; i < to; i++) {
      if (endsSentence(text, i)) {
        return afterSpaces(text, i + 1);
      }
    }
    int comma =
        lastBefore(to, from, i -> ",;:،、，".indexOf(text.charAt(i)) >= 0 && spaceAfter(text, i));
    if (comma > 0) {
      return afterSpaces(text, comma + 1);
    }
    int space = lastBefore(to, from, i -> text.charAt(i) == ' ');
    if (space > 0) {
      return afterSpaces(text, space + 1);
    }
    return Character.isLowSurrogate(text.charAt(to)) ? to - 1 : to;
  }

  private static boolean endsSentence(String text, int i) {
    return switch (text.charAt(i)) {
      case '。', '！', '？' -> true;
      case '!', '?', '…', '؟', '।' -> spaceAfter(text, i);
      case '.' -> spaceAfter(text, i) && lettersBefore(text, i) >= SHORTEST_LAST_WORD;
      default -> false;
    };
  }

  private static boolean spaceAfter(String text, int i) {
    return text.charAt(i) > 0x2fff || (i + 1 < text.length() && text.charAt(i + 1) == ' ');
  }

  private static int lettersBefore(String text, int i) {
    int start = i;
    while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
      start--;
    }
    return i - start;
  }

  private static int lastBefore(int to, int from, IntPredicate wanted) {
    int i = to - 1;
    while (i >= from && !wanted.test(i)) {
      i--;
    }
    return i >= from ? i : -1;
  }

  private static int afterSpaces(String text, int i) {
    int end = i;
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    return end;
  }

  private Sentences() {}
}

package io.colloquy.tts.text;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The part of a written text that is to be spoken: without control characters, emoji and markdown
 * emphasis, with single spaces. It remembers where in the written text each character stood.
 *
 * <p>How numbers, dates or abbreviations are read is not its business.
 */
public final class SpokenText {

  /** Marks that are read out as "asterisk" and the like unless they go. */
  private static final Pattern MARKUP =
      Pattern.compile(
          "(?m)^\\s{0,3}#{1,6}\\s+" // heading
              + "|^\\s*[*+-]\\s+" // bullet
              + "|^\\s*>\\s?" // quotation
              + "|[*`~]{2,3}|`" // strong, struck out, code
              + "|(?<!\\s)\\*|\\*(?!\\s)" // emphasis, not the sign between two spaces
              + "|(?<![\\p{L}\\p{N}_])_+(?=\\S)|(?<=\\S)_+(?![\\p{L}\\p{N}_])" // not snake_case
              + "|(?<=\\])\\([^)\\s]*\\)|[\\[\\]]"); // a link's address and its brackets

  private final String written;
  private final String spoken;
  private final int[] origin;

  private SpokenText(String written, String spoken, int[] origin) {
    this.written = written;
    this.spoken = spoken;
    this.origin = origin;
  }

  public static SpokenText of(String written) {
    boolean[] silent = silentMarks(written);
    var spoken = new StringBuilder(written.length());
    int[] origin = new int[written.length()];
    for (int i = 0; i < written.length(); i += Character.charCount(written.codePointAt(i))) {
      int point = written.codePointAt(i);
      if (silent[i] || isUnspeakable(point)) {
        continue;
      }
      boolean space = isSpace(point);
      if (space && (spoken.isEmpty() || spoken.charAt(spoken.length() - 1) == ' ')) {
        continue;
      }
      int at = spoken.length();
      spoken.appendCodePoint(space ? ' ' : point);
      Arrays.fill(origin, at, spoken.length(), i);
    }
    int length = spoken.toString().stripTrailing().length();
    return new SpokenText(written, spoken.substring(0, length), Arrays.copyOf(origin, length));
  }

  /** As it was written. */
  public String written() {
    return written;
  }

  /** As it is to be spoken; possibly empty. */
  public String spoken() {
    return spoken;
  }

  /** Where the character at this index of the spoken text stands in the written text. */
  public int originOf(int spokenIndex) {
    return origin[spokenIndex];
  }

  private static boolean[] silentMarks(String written) {
    boolean[] silent = new boolean[written.length()];
    var marks = MARKUP.matcher(written);
    while (marks.find()) {
      Arrays.fill(silent, marks.start(), marks.end(), true);
    }
    return silent;
  }

  private static boolean isSpace(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point);
  }

  /** Control and format characters, halves of pairs, emoji: nothing a voice could say well. */
  private static boolean isUnspeakable(int point) {
    if (isSpace(point)) {
      return false;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default ->
          (Character.isEmoji(point) && point > 0xff)
              || Character.isEmojiModifier(point)
              || (point >= 0xfe00 && point <= 0xfe0f); // variation selectors
    };
  }
}

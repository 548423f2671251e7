package io.colloquy.tts.text;

import java.util.Arrays;
import java.util.List;

/**
 * A text with some stretches in other words, and from which character each new one comes. The
 * characters of a replacement are spread evenly over what they replace.
 */
public final class Rewriting {

  /** Characters {@code [start, end)} become this text, which may be empty; end is after start. */
  public record Edit(int start, int end, String text) {}

  private final String before;
  private final String after;
  private final int[] origin;

  private Rewriting(String before, String after, int[] origin) {
    this.before = before;
    this.after = after;
    this.origin = origin;
  }

  /**
   * @param edits in order, without overlap, between characters rather than within them
   */
  public static Rewriting of(String before, List<Edit> edits) {
    var after = new StringBuilder(before.length());
    int length = before.length();
    for (var edit : edits) {
      length += edit.text().length() - (edit.end() - edit.start());
    }
    int[] origin = new int[length];
    int at = 0;
    for (var edit : edits) {
      keep(before, at, edit.start(), after, origin);
      replace(before, edit, after, origin);
      at = edit.end();
    }
    keep(before, at, before.length(), after, origin);
    return new Rewriting(before, after.toString(), origin);
  }

  private static void keep(String before, int from, int to, StringBuilder after, int[] origin) {
    for (int i = from; i < to; i++) {
      origin[after.length()] = start(before, i);
      after.append(before.charAt(i));
    }
  }

  private static void replace(String before, Edit edit, StringBuilder after, int[] origin) {
    int points = before.codePointCount(edit.start(), edit.end());
    int length = edit.text().length();
    int from = after.length();
    after.append(edit.text());
    int source = edit.start();
    int passed = 0;
    for (int i = 0; i < length; i++) {
      for (int goal = (int) ((long) i * points / length); passed < goal; passed++) {
        source = before.offsetByCodePoints(source, 1);
      }
      origin[from + i] = source;
    }
    for (int i = from + 1; i < from + length; i++) {
      if (Character.isLowSurrogate(after.charAt(i))) {
        origin[i] = origin[i - 1];
      }
    }
  }

  /** The second half of a pair belongs to the first. */
  private static int start(String text, int i) {
    boolean second =
        i > 0
            && Character.isLowSurrogate(text.charAt(i))
            && Character.isHighSurrogate(text.charAt(i - 1));
    return second ? i - 1 : i;
  }

  public String before() {
    return before;
  }

  public String after() {
    return after;
  }

  /** Where the character at this index of the new text comes from; never falls along the text. */
  public int originOf(int index) {
    return origin[index];
  }

  /** Where the new text takes up what stood at this index or later; its length if nothing does. */
  public int indexOf(int originIndex) {
    int found = Arrays.binarySearch(origin, originIndex);
    int index = found >= 0 ? found : -found - 1;
    while (index > 0 && origin[index - 1] >= originIndex) {
      index--;
    }
    return index;
  }
}

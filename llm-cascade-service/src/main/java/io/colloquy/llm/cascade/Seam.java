package io.colloquy.llm.cascade;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes one text of what several models say to one answer, each going on where the one before broke
 * off: whole words only, no space lost or doubled, and nothing said twice.
 *
 * <p>A word that is not complete stays here until it is; if its model breaks off, nobody hears half
 * of it. What another model says first is compared, word by word, with what was said: a model that
 * is told to go on likes to begin a little earlier, or from the start. As long as its words are
 * those that were said, they stay here; the repetition is cut off when it is over.
 */
final class Seam {

  /** A longer run of letters is no word; it waits no more. */
  private static final int LONGEST_WORD = 48;

  /** So many equal words are a new start, even if the model then words it differently. */
  private static final int SURE_REPETITION = 3;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['’][\\p{L}\\p{N}]+)*");
  private static final Pattern DOTS = Pattern.compile("^\\s*(?:…|\\.{2,}|[-–—]+)\\s*");
  private static final Pattern MARKS = Pattern.compile("^[\\s\\p{Punct}…–—]*");

  /**
   * @param bare its letters and digits, in lower case
   * @param start in characters
   * @param end in characters, behind its last letter
   */
  private record Word(String bare, int start, int end) {

    boolean isNumber() {
      return bare.chars().anyMatch(Character::isDigit);
    }
  }

  private final StringBuilder said = new StringBuilder();
  private final StringBuilder held = new StringBuilder();
  private boolean joining;

  /** All that was let through so far. */
  String said() {
    return said.toString();
  }

  /** Whether anything was let through. */
  boolean isBegun() {
    return !said.isEmpty();
  }

  /** The model broke off, and another will go on: half a word is forgotten. */
  void breakOff() {
    held.setLength(0);
    joining = isBegun();
  }

  /** Takes a piece of the model's text and gives what may be said now; often the same. */
  String take(String piece) {
    held.append(piece);
    if (joining && !join(false)) {
      return "";
    }
    return release(heldUntil());
  }

  /** The model is done: gives what is left. */
  String rest() {
    if (joining) {
      var _ = join(true);
    }
    return release(held.length());
  }

  private String release(int end) {
    var text = held.substring(0, end);
    if (!isBegun()) {
      text = text.stripLeading();
    }
    held.delete(0, end);
    said.append(text);
    return text;
  }

  /** Where the word begins that may not be complete. */
  private int heldUntil() {
    int length = held.length();
    if (length == 0 || isEndOfWord(held.codePointBefore(length))) {
      return length;
    }
    int start = length;
    while (start > 0 && !Character.isWhitespace(held.charAt(start - 1))) {
      if (isWordOfItsOwn(held.codePointBefore(start))) {
        break;
      }
      start--;
    }
    return length - start > LONGEST_WORD ? length : start;
  }

  private static boolean isEndOfWord(int character) {
    boolean inner = character == '\'' || character == '’' || character == '-';
    return !inner && (!Character.isLetterOrDigit(character) || isWordOfItsOwn(character));
  }

  /** Scripts without spaces between words. */
  private static boolean isWordOfItsOwn(int character) {
    return switch (Character.UnicodeScript.of(character)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }

  /**
   * Cuts off what was said before.
   *
   * @param ended whether no more text comes
   * @return whether it is known where the new text begins
   */
  private boolean join(boolean ended) {
    var before = words(said, said.length());
    var after = words(held, ended ? held.length() : heldUntil());
    var overlap = overlap(before, after, ended);
    if (overlap.undecided()) {
      return false;
    }
    joining = false;
    if (overlap.words() > 0) {
      held.delete(0, after.get(overlap.words() - 1).end());
      if (!endsInAWord()) {
        cut(MARKS);
      }
    } else {
      cut(DOTS);
    }
    meet();
    return true;
  }

  /**
   * @param words that the new text begins with and that were said
   * @param undecided whether more of the new text must be seen
   */
  private record Overlap(int words, boolean undecided) {}

  private Overlap overlap(List<Word> before, List<Word> after, boolean ended) {
    int whole = 0;
    int broken = 0;
    boolean undecided = after.isEmpty();
    for (int from = 0; from < before.size(); from++) {
      int equal = equalWords(before, from, after);
      if (from + equal == before.size()) {
        whole = Math.max(whole, isRepetition(after, equal) ? equal : 0);
      } else if (equal == after.size()) {
        undecided = true;
        broken = Math.max(broken, equal);
      } else {
        broken = Math.max(broken, equal);
      }
    }
    if (undecided && !ended) {
      return new Overlap(0, true);
    }
    boolean startedAgain = broken >= SURE_REPETITION && broken > whole;
    return new Overlap(startedAgain ? broken : whole, false);
  }

  private static int equalWords(List<Word> before, int from, List<Word> after) {
    int equal = 0;
    while (equal < after.size()
        && from + equal < before.size()
        && before.get(from + equal).bare().equals(after.get(equal).bare())) {
      equal++;
    }
    return equal;
  }

  /** One word may be there twice with good reason: after a full stop, or in a number. */
  private boolean isRepetition(List<Word> after, int equal) {
    return equal > 1 || (equal == 1 && endsInAWord() && !after.getFirst().isNumber());
  }

  private boolean endsInAWord() {
    var text = said.toString().stripTrailing();
    return !text.isEmpty() && Character.isLetterOrDigit(text.codePointBefore(text.length()));
  }

  private void cut(Pattern what) {
    Matcher found = what.matcher(held);
    if (found.find()) {
      held.delete(0, found.end());
    }
  }

  /** One space between two words, none before a full stop. */
  private void meet() {
    boolean spaced = Character.isWhitespace(said.charAt(said.length() - 1));
    while (spaced && !held.isEmpty() && Character.isWhitespace(held.charAt(0))) {
      held.deleteCharAt(0);
    }
    if (!spaced && !held.isEmpty() && needsSpace(said.codePointBefore(said.length()))) {
      held.insert(0, ' ');
    }
  }

  private boolean needsSpace(int last) {
    int next = held.codePointAt(0);
    boolean beginsWord = Character.isLetterOrDigit(next) || next == '<' || next == '(';
    return beginsWord && !isWordOfItsOwn(last) && !isWordOfItsOwn(next);
  }

  private static List<Word> words(CharSequence text, int end) {
    List<Word> words = new ArrayList<>();
    Matcher found = WORD.matcher(text).region(0, end);
    while (found.find()) {
      words.add(
          new Word(
              found.group().toLowerCase(java.util.Locale.ROOT).replace('’', '\''),
              found.start(),
              found.end()));
    }
    return words;
  }
}

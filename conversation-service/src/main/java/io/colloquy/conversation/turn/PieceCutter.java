package io.colloquy.conversation.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts streaming text into pieces that can be spoken one after the other and still sound right:
 * whole sentences, or long clauses. The first piece may be short, because the caller waits for it.
 *
 * <p>The pieces joined are the text, character for character.
 */
final class PieceCutter {

  private static final int FIRST_CLAUSE = 24;
  private static final int LATER_CLAUSE = 120;
  private static final int LONGEST = 280;
  private static final Set<String> TITLES = Set.of("Mr", "Mrs", "Ms", "Dr", "St", "vs");

  private final StringBuilder pending = new StringBuilder();
  private boolean first = true;

  /** The pieces that are complete now. */
  List<String> push(String text) {
    pending.append(text);
    List<String> pieces = new ArrayList<>();
    for (int cut = cut(); cut > 0; cut = cut()) {
      pieces.add(pending.substring(0, cut));
      pending.delete(0, cut);
      first = false;
    }
    return pieces;
  }

  /** How many characters wait to become a piece. */
  int pending() {
    return pending.length();
  }

  /** What is left when another voice goes on; mere space goes with that voice's first words. */
  Optional<String> flush() {
    return pending.toString().isBlank() ? Optional.empty() : finish();
  }

  /** What is left when the text is over. */
  Optional<String> finish() {
    var rest = pending.toString();
    pending.setLength(0);
    first = true;
    return rest.isBlank() ? Optional.empty() : Optional.of(rest);
  }

  /** Where the first complete piece ends, after the space that follows it; 0 for nowhere yet. */
  private int cut() {
    int clause = first ? FIRST_CLAUSE : LATER_CLAUSE;
    for (int i = 0; i + 1 < pending.length(); i++) {
      if (!Character.isWhitespace(pending.charAt(i + 1))) {
        continue;
      }
      char c = pending.charAt(i);
      boolean sentence = isSentenceEnd(c) && !isAbbreviation(i) && hasWords(i);
      boolean longClause = i >= clause && (c == ',' || c == ';' || c == ':');
      if (sentence || longClause || i >= LONGEST) {
        return i + 2;
      }
    }
    return 0;
  }

  /** Blank lines belong to the piece that follows them. */
  private boolean hasWords(int end) {
    return pending.chars().limit(end + 1L).anyMatch(c -> !Character.isWhitespace(c));
  }

  private static boolean isSentenceEnd(char c) {
    return c == '.' || c == '!' || c == '?' || c == '\n' || c == '。';
  }

  /** "Dr. ", "e.g. " or an initial: a dot after a single letter or a known title ends nothing. */
  private boolean isAbbreviation(int dot) {
    if (pending.charAt(dot) != '.') {
      return false;
    }
    int start = dot;
    while (start > 0 && Character.isLetter(pending.charAt(start - 1))) {
      start--;
    }
    var word = pending.substring(start, dot);
    return word.length() == 1 || TITLES.contains(word);
  }
}

package io.colloquy.conversation.speech;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether words make a whole turn. Judged by the last words alone and by how the turn began, with
 * or without punctuation, so that it works for every recogniser; where it cannot tell it says so.
 */
enum Completeness {
  /** More would be a new sentence. */
  COMPLETE,
  /** Nobody can tell. */
  OPEN,
  /** More is to come. */
  UNFINISHED;

  /** Digits of a telephone number; whoever has spelled as many may be through. */
  private static final int WHOLE_NUMBER = 10;

  private static final int SHORTEST_QUESTION = 4;

  /** In words. A longer turn that begins like a half sentence has probably had its other half. */
  private static final int LONGEST_CLAUSE = 6;

  /** In words; see {@link TurnWords#openings}. */
  private static final int LONGEST_OPENING = 3;

  /** "B as in boy", "B wie Berta". */
  private static final Pattern LETTER_BY_WORD = Pattern.compile("(^| )\\p{L} (as in|wie) \\p{L}+$");

  /**
   * @param words of one turn so far
   * @param language an IETF tag; of a language that it does not know it judges punctuation only
   */
  static Completeness of(String words, String language) {
    var said = words.strip();
    if (said.isEmpty()) {
      return OPEN;
    }
    if (breaksOff(said)) {
      return UNFINISHED;
    }
    var spoken = tokens(said);
    var known = TurnWords.of(language);
    boolean punctuated = endsSentence(said);
    if (known.isEmpty() || spoken.isEmpty()) {
      return punctuated ? COMPLETE : OPEN;
    }
    return of(spoken, punctuated, known.orElseThrow());
  }

  private static Completeness of(List<String> words, boolean punctuated, TurnWords language) {
    var last = words.getLast();
    if (language.wholeAnswers().contains(String.join(" ", words))) {
      return COMPLETE;
    }
    if (language.hesitations().contains(last) || isSpelling(words, language)) {
      return UNFINISHED;
    }
    boolean question = isQuestion(words, language);
    boolean leadsOn = language.leading().contains(last) && !mayEnd(words, question, language);
    if (leadsOn || endsWithOpening(words, language)) {
      return UNFINISHED;
    }
    if (punctuated || question || language.closings().contains(last)) {
      return COMPLETE;
    }
    return isHalfASentence(words, language) ? UNFINISHED : OPEN;
  }

  /** "When do you open", but not "when I opened the box". */
  private static boolean isQuestion(List<String> words, TurnWords language) {
    return words.size() >= SHORTEST_QUESTION
        && language.questionWords().contains(words.getFirst())
        && !(language.relatives().contains(words.getFirst())
            && language.subjects().contains(words.get(1)));
  }

  /** "If it rains tomorrow": a clause that waits for another, unless that has come too. */
  private static boolean isHalfASentence(List<String> words, TurnWords language) {
    return words.size() <= LONGEST_CLAUSE && language.subordinators().contains(words.getFirst());
  }

  private static boolean endsWithOpening(List<String> words, TurnWords language) {
    for (int count = 1; count <= Math.min(LONGEST_OPENING, words.size()); count++) {
      var end = words.subList(words.size() - count, words.size());
      if (language.openings().contains(String.join(" ", end))) {
        return true;
      }
    }
    return false;
  }

  /** "Yes I am", "that is how it is", "who am I talking to": words that lead on, but not here. */
  private static boolean mayEnd(List<String> words, boolean question, TurnWords language) {
    var last = words.getLast();
    if (language.verbsThatMayEnd().contains(last)) {
      return words.size() > 2 && language.pronouns().contains(words.get(words.size() - 2));
    }
    return question && last.length() > 1 && !language.determiners().contains(last);
  }

  private static boolean isSpelling(List<String> words, TurnWords language) {
    if (LETTER_BY_WORD.matcher(String.join(" ", words)).find()) {
      return true;
    }
    int run = 0;
    for (int i = words.size() - 1; i >= 0 && isSpelled(words.get(i), language); i--) {
      run += words.get(i).chars().allMatch(Character::isDigit) ? words.get(i).length() : 1;
    }
    return run >= 2 && run < WHOLE_NUMBER;
  }

  private static boolean isSpelled(String word, TurnWords language) {
    return language.spelled().contains(word)
        || word.chars().allMatch(Character::isDigit)
        || word.length() == 1;
  }

  private static boolean breaksOff(String said) {
    return said.endsWith(",")
        || said.endsWith("...")
        || said.endsWith("…")
        || said.endsWith("-")
        || said.endsWith(":");
  }

  private static boolean endsSentence(String said) {
    return said.endsWith(".") || said.endsWith("?") || said.endsWith("!");
  }

  private static List<String> tokens(String said) {
    return Arrays.stream(said.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}'’]+"))
        .map(word -> word.replace('’', '\''))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}

package io.colloquy.conversation.speech;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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

  private record Language(
      Set<String> leading,
      Set<String> hesitations,
      Set<String> pronouns,
      Set<String> verbsThatMayEnd,
      Set<String> questionWords,
      Set<String> wholeAnswers,
      Set<String> closings,
      Set<String> spelled) {}

  private static final Language ENGLISH =
      new Language(
          words(
              "and or but because so if when while that which who whose to of in on at for with"
                  + " from by about into onto over under between than as the a an my your his her"
                  + " our their its this these those some any every i i'm i'd i'll i've we we're"
                  + " you you're he she it's that's they they're is are was were am be been will"
                  + " would can could should may might must do does did have has had want wanna"
                  + " need gonna going like let let's very also just maybe perhaps plus not what's"
                  + " where's there's without until before after around near called named"),
          words("um uhm uh er erm hm hmm mm well ah eh"),
          words("i we you he she it they that there this who what how"),
          words(
              "is are was were am be will would can could should may might must do does did have has had"),
          words(
              "what when where who whom whose which why how is are was were do does did can could"
                  + " will would should may have has am what's where's who's how's isn't aren't"
                  + " don't doesn't can't"),
          wholes(
              "yes",
              "no",
              "yeah",
              "yep",
              "nope",
              "okay",
              "ok",
              "sure",
              "thanks",
              "thank you",
              "please",
              "stop",
              "hello",
              "hi",
              "goodbye",
              "bye",
              "correct",
              "right",
              "exactly",
              "that's all",
              "that's right",
              "that's it",
              "that is all",
              "i don't know",
              "no thanks",
              "no thank you",
              "yes please",
              "not really",
              "of course",
              "never mind",
              "go ahead",
              "i do",
              "i am",
              "help",
              "cancel",
              "repeat that"),
          words("please thanks goodbye bye"),
          words(
              "zero oh one two three four five six seven eight nine double triple dash hyphen dot"
                  + " underscore slash"));

  private static final Language GERMAN =
      new Language(
          words(
              "und oder aber weil denn dass wenn ob als wie zu zum zur von vom in im ins an am auf"
                  + " für mit aus bei beim nach über unter vor durch ohne um der die das den dem"
                  + " des ein eine einen einem einer mein meine meinen dein ihr ihre sein seine"
                  + " unser unsere kein keine ich ich's wir er man bin ist sind war waren wird"
                  + " werden würde kann könnte soll sollte will möchte muss hätte habe hat nicht"
                  + " sehr auch noch nur vielleicht also dann bis seit zwischen gegen"),
          words("ähm äh öhm hm hmm mm na naja tja"),
          words("ich wir du er sie es das man"),
          words("bin ist sind war waren wird kann könnte soll will möchte muss hätte habe hat"),
          words(
              "was wann wo wer wen wem wessen welche welcher welches warum wieso wie ist sind kann"
                  + " können könnte haben hat hast darf gibt woher wohin womit wofür"),
          wholes(
              "ja",
              "nein",
              "okay",
              "ok",
              "danke",
              "vielen dank",
              "bitte",
              "stopp",
              "halt",
              "hallo",
              "tschüss",
              "auf wiederhören",
              "genau",
              "richtig",
              "stimmt",
              "das ist alles",
              "das war's",
              "weiß ich nicht",
              "ich weiß nicht",
              "nein danke",
              "ja bitte",
              "gerne"),
          words("bitte danke tschüss"),
          words(
              "null eins zwei zwo drei vier fünf sechs sieben acht neun doppel bindestrich punkt"
                  + " unterstrich"));

  private static final Map<String, Language> LANGUAGES = Map.of("en", ENGLISH, "de", GERMAN);

  /**
   * @param words of one turn so far
   * @param language an IETF tag; of a language that it does not know it judges punctuation only
   */
  static Completeness of(String words, String language) {
    var said = words.strip();
    if (said.isEmpty()) {
      return OPEN;
    }
    var spoken = tokens(said);
    var known = LANGUAGES.get(language.split("[-_]", 2)[0].toLowerCase(Locale.ROOT));
    if (breaksOff(said)) {
      return UNFINISHED;
    }
    boolean punctuated = endsSentence(said);
    if (known == null || spoken.isEmpty()) {
      return punctuated ? COMPLETE : OPEN;
    }
    return of(spoken, punctuated, known);
  }

  private static Completeness of(List<String> words, boolean punctuated, Language language) {
    var last = words.getLast();
    if (language.wholeAnswers.contains(String.join(" ", words))) {
      return COMPLETE;
    }
    if (language.hesitations.contains(last) || isSpelling(words, language)) {
      return UNFINISHED;
    }
    boolean question =
        words.size() >= SHORTEST_QUESTION && language.questionWords.contains(words.getFirst());
    if (language.leading.contains(last) && !mayEnd(words, question, language)) {
      return UNFINISHED;
    }
    boolean closed = punctuated || question || language.closings.contains(last);
    return closed ? COMPLETE : OPEN;
  }

  /** "Yes I am", "that is how it is", "who am I talking to": words that lead on, but not here. */
  private static boolean mayEnd(List<String> words, boolean question, Language language) {
    var last = words.getLast();
    boolean afterPronoun =
        words.size() > 1
            && language.verbsThatMayEnd.contains(last)
            && language.pronouns.contains(words.get(words.size() - 2));
    boolean preposition = !language.verbsThatMayEnd.contains(last);
    return afterPronoun || (question && preposition && !isArticle(last));
  }

  private static boolean isArticle(String word) {
    return word.length() <= 1
        || Set.of("the", "an", "my", "your", "and", "or", "der", "die", "das", "den", "dem", "und")
            .contains(word);
  }

  private static boolean isSpelling(List<String> words, Language language) {
    int run = 0;
    for (int i = words.size() - 1; i >= 0 && isSpelled(words.get(i), language); i--) {
      run += words.get(i).chars().allMatch(Character::isDigit) ? words.get(i).length() : 1;
    }
    return run >= 2 && run < WHOLE_NUMBER;
  }

  private static boolean isSpelled(String word, Language language) {
    return language.spelled.contains(word)
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

  private static Set<String> words(String list) {
    return Set.copyOf(Arrays.asList(list.split(" ")));
  }

  private static Set<String> wholes(String... sentences) {
    return Set.copyOf(Arrays.asList(sentences));
  }
}

package io.colloquy.conversation.speech;

import io.colloquy.conversation.language.LanguageTag;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the words of a language tell about the end of a turn. Lower case, without punctuation.
 *
 * @param leading more follows one of these
 * @param determiners of these, also at the end of a question
 * @param hesitations the speaker searches for words
 * @param openings how parts end that ask for their other half, such as "can you tell me"
 * @param pronouns after which a verb may end a turn
 * @param verbsThatMayEnd there, though they lead on elsewhere
 * @param questionWords with which questions begin
 * @param relatives of these, those that may begin a clause instead
 * @param subjects which then follow at once
 * @param subordinators with which a clause begins that is none by itself
 * @param wholeAnswers turns as a whole
 * @param closings with which a turn ends
 * @param spelled digits and signs of what is spelled
 */
record TurnWords(
    Set<String> leading,
    Set<String> determiners,
    Set<String> hesitations,
    Set<String> openings,
    Set<String> pronouns,
    Set<String> verbsThatMayEnd,
    Set<String> questionWords,
    Set<String> relatives,
    Set<String> subjects,
    Set<String> subordinators,
    Set<String> wholeAnswers,
    Set<String> closings,
    Set<String> spelled) {

  private static final TurnWords ENGLISH =
      new TurnWords(
          words(
              "and or but because so if when while that which who whose to of in on at for with"
                  + " from by about into onto over under between than as the a an my your his her"
                  + " our their its this these those some any every i i'm i'd i'll i've we we're"
                  + " you you're he she it's that's they they're is are was were am be been will"
                  + " would can could should may might must do does did have has had want wanna"
                  + " need gonna going like let let's very also just maybe perhaps plus not what's"
                  + " where's there's without until before after around near called named"),
          words("the a an my your his her our their its these those some any every and or"),
          words("um uhm uh er erm hm hmm mm well ah eh"),
          wholes(
              "tell me",
              "show me",
              "give me",
              "send me",
              "let me know",
              "do you know",
              "i wonder",
              "let me think",
              "let me see",
              "let me check",
              "one moment",
              "one second"),
          words("i we you he she it they that there this who what how"),
          words(
              "is are was were am be will would can could should may might must do does did have"
                  + " has had"),
          words(
              "what when where who whom whose which why how is are was were do does did can could"
                  + " will would should may have has am what's where's who's how's isn't aren't"
                  + " don't doesn't can't"),
          words("what when where who"),
          words("i i'm you you're we he she it they the a an my your his her our their this that"),
          words("if when while although though unless since once"),
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

  private static final TurnWords GERMAN =
      new TurnWords(
          words(
              "und oder aber weil denn dass wenn ob als wie zu zum zur von vom in im ins an am auf"
                  + " für mit aus bei beim nach über unter vor durch ohne um der die das den dem"
                  + " des ein eine einen einem einer mein meine meinen dein ihr ihre sein seine"
                  + " unser unsere kein keine ich ich's wir er man bin ist sind war waren wird"
                  + " werden würde kann könnte soll sollte will möchte muss hätte habe hat nicht"
                  + " sehr auch noch nur vielleicht also dann bis seit zwischen gegen"),
          words("der die das den dem des ein eine einen einem einer mein meine dein ihr und oder"),
          words("ähm äh öhm hm hmm mm na naja tja"),
          wholes(
              "mir sagen",
              "mir zeigen",
              "mir erklären",
              "mir geben",
              "wissen sie",
              "ich frage mich",
              "mal überlegen",
              "mal sehen",
              "moment",
              "sekunde"),
          words("ich wir du er sie es das man"),
          words("bin ist sind war waren wird kann hat"),
          words(
              "was wann wo wer wen wem wessen welche welcher welches warum wieso wie ist sind kann"
                  + " können könnte haben hat hast darf gibt woher wohin womit wofür"),
          words("was wann wer wo"),
          words("ich du wir er man der dein mein unser"),
          words("wenn falls obwohl während sobald als nachdem bevor"),
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

  private static final Map<String, TurnWords> LANGUAGES = Map.of("en", ENGLISH, "de", GERMAN);

  /** Of a language, by its IETF tag. */
  static Optional<TurnWords> of(String language) {
    return Optional.ofNullable(LANGUAGES.get(LanguageTag.primary(language)));
  }

  private static Set<String> words(String list) {
    return Set.copyOf(Arrays.asList(list.split(" ")));
  }

  private static Set<String> wholes(String... sentences) {
    return Set.copyOf(Arrays.asList(sentences));
  }
}

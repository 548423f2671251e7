package io.colloquy.tts.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.tts.dictionary.Rule.Alias;
import io.colloquy.tts.dictionary.Rule.Alphabet;
import io.colloquy.tts.dictionary.Rule.Phoneme;
import io.colloquy.tts.dictionary.Rule.Where;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** VT-17 to VT-21: what is said instead of what is written. */
class WordbookTest {

  private static final Where ANYWHERE = new Where(false, false);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The UN met.            | The United Nations met.",
        "(UN)/UN, UN's, UN-wide | (United Nations)/United Nations, United Nations's,"
            + " United Nations-wide",
        "UNESCO and un and 5UN  | UNESCO and un and 5UN",
        "New York is new        | the big apple is new",
        "New Yorkers            | recent Yorkers",
        "C++ and C              | see plus plus and C",
        "xxCATxx, cat           | xxdogxx, dog",
      })
  void anAliasReplacesAWholeWordAsItIsWritten(String written, String said) {
    var book =
        book(
            alias("New", "recent"),
            alias("UN", "United Nations"),
            alias("New York", "the big apple"),
            alias("C++", "see plus plus"),
            new Alias("cat", "dog", ANYWHERE));

    assertThat(book.apply(written, false).rewriting().after()).isEqualTo(said);
  }

  @Test
  void theFirstDictionaryCountsAndWithinItTheFirstRule() {
    var first = Rules.of(List.of(alias("UN", "first"), alias("UN", "later")));
    var second = Rules.of(List.of(alias("UN", "second"), alias("EU", "European Union")));

    var said = Wordbook.of(List.of(first, second)).apply("UN and EU", true);

    assertThat(said.rewriting().after()).isEqualTo("first and European Union");
  }

  @Test
  void whatARulePutsInIsNotReplacedAgain() {
    var book = book(alias("a", "b"), alias("b", "a"));

    assertThat(book.apply("a b a", true).rewriting().after()).isEqualTo("b a b");
  }

  @Test
  void soundsAreGivenForTheWordsWhereTheyStandAfterOtherWordsWereReplaced() {
    var book = book(alias("UN", "United Nations"), ipa("Apple", "ˈæpl̩"));

    var said = book.apply("UN: Apple, Apple", true);

    assertThat(said.rewriting().after()).isEqualTo("United Nations: Apple, Apple");
    assertThat(said.pronounced())
        .extracting(word -> said.rewriting().after().substring(word.start(), word.end()))
        .containsExactly("Apple", "Apple");
  }

  @Test
  void withoutSoundsTheirRulesAreSkippedAndOthersForTheWordCount() {
    var book = book(ipa("Apple", "ˈæpl̩"), ipa("nginx", "ˈɛndʒɪnˈɛks"), alias("Apple", "fruit"));

    var said = book.apply("Apple nginx", false);

    assertThat(said.rewriting().after()).isEqualTo("fruit nginx");
    assertThat(said.pronounced()).isEmpty();
    assertThat(book.apply("Apple nginx", true).pronounced()).hasSize(2);
  }

  @Test
  void bothNotationsAreKnownAndWhatIsNoneIsSkipped() {
    var book =
        book(
            new Phoneme("tomato", "T AH M EY T OW", Alphabet.CMU_ARPABET, Where.USUAL),
            new Phoneme("potato", "no such sounds", Alphabet.CMU_ARPABET, Where.USUAL),
            ipa("nginx", "ˈɛndʒɪnˈɛks"));

    assertThat(book.apply("tomato potato nginx", true).pronounced()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "eleven_turbo_v2, true",
    "eleven_turbo_v2_5, false",
    "eleven_flash_v2, false",
    "eleven_multilingual_v2, false",
    "flite, true",
    ", true",
  })
  void ofTheHostedModelsOnlyOneKnowsSounds(String model, boolean knows) {
    assertThat(Wordbook.knowsSounds(Optional.ofNullable(model))).isEqualTo(knows);
  }

  private static Wordbook book(Rule... rules) {
    return Wordbook.of(List.of(Rules.of(List.of(rules))));
  }

  private static Rule alias(String written, String alias) {
    return new Alias(written, alias, Where.USUAL);
  }

  private static Rule ipa(String written, String sounds) {
    return new Phoneme(written, sounds, Alphabet.IPA, Where.USUAL);
  }
}

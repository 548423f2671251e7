package io.colloquy.tts.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.rest.InvalidRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexiconTest {

  /** The example of page 001. */
  static final String EXAMPLE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <lexicon version="1.0"
            xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://www.w3.org/2005/01/pronunciation-lexicon
              http://www.w3.org/TR/2007/CR-pronunciation-lexicon-20071212/pls.xsd"
            alphabet="ipa" xml:lang="en-GB">
        <lexeme>
          <grapheme>Apple</grapheme>
          <phoneme>ˈæpl̩</phoneme>
        </lexeme>
        <lexeme>
          <grapheme>UN</grapheme>
          <alias>United Nations</alias>
        </lexeme>
      </lexicon>
      """;

  @Test
  void theExampleOfThePageHasTwoRules() {
    assertThat(read(EXAMPLE))
        .isEqualTo(
            new Lexicon(
                "en-GB",
                List.of(
                    phoneme("Apple", "ˈæpl̩", Rule.Alphabet.IPA), alias("UN", "United Nations"))));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    var lexicon =
        new Lexicon(
            "de",
            List.of(
                alias("A&B <c>", "\"quoted\" > ]]>"),
                phoneme("nginx", "ˈɛndʒɪnˈɛks", Rule.Alphabet.IPA),
                phoneme("tomato", "T AH M EY T OW", Rule.Alphabet.CMU_ARPABET),
                alias("💬", "chat")));

    assertThat(Lexicon.read(new ByteArrayInputStream(lexicon.bytes()))).isEqualTo(lexicon);
  }

  @Test
  void theAlphabetOfALexiconIsThatOfItsSounds() {
    var lexicon = new Lexicon("en-US", List.of(phoneme("a", "EY", Rule.Alphabet.CMU_ARPABET)));

    assertThat(new String(lexicon.bytes(), StandardCharsets.UTF_8))
        .contains("alphabet=\"cmu-arpabet\"")
        .contains("<phoneme>EY</phoneme>");
  }

  @Test
  void eachSpellingOfALexemeIsARuleWithThePreferredPronunciation() {
    var lexicon =
        read(
            """
            <lexicon alphabet="CMU-ARPABET">
              <meta name="x" content="y"/>
              <metadata><lexeme/></metadata>
              <lexeme role="x">
                <grapheme>theatre</grapheme><grapheme>theater</grapheme>
                <alias>play house</alias>
                <phoneme prefer="true">TH IY AH T ER</phoneme>
                <phoneme alphabet="ipa" prefer="true">ˈθɪətə</phoneme>
                <example>The <b>theatre</b>.</example>
              </lexeme>
            </lexicon>
            """);

    assertThat(lexicon.rules())
        .containsExactly(
            phoneme("theatre", "TH IY AH T ER", Rule.Alphabet.CMU_ARPABET),
            phoneme("theater", "TH IY AH T ER", Rule.Alphabet.CMU_ARPABET));
    assertThat(lexicon.language()).isEqualTo("en-US");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1: this is not well-formed XML",
    "plain text, 1: this is not well-formed XML",
    "'<lexicon>\n<lexeme>', 2: this is not well-formed XML",
    "<html/>, 1: the file does not begin with a lexicon",
    "<lexicon xmlns='urn:x'/>, 1: the file does not begin with a lexicon",
    "'<lexicon>\n<lexeme/></lexicon>', 2: a lexeme has no grapheme",
    "<lexicon><lexeme><grapheme>a</grapheme></lexeme></lexicon>,"
        + " 1: a lexeme has neither phoneme nor alias",
    "<lexicon><lexeme><grapheme> </grapheme></lexeme></lexicon>, 1: a grapheme is empty",
    "<lexicon><lexeme><phoneme>a</phoneme></lexeme></lexicon>,"
        + " 1: the alphabet of a phoneme is neither ipa nor cmu-arpabet",
    "<lexicon alphabet='x-sampa'><lexeme><phoneme>a</phoneme></lexeme></lexicon>,"
        + " 1: the alphabet of a phoneme is neither ipa nor cmu-arpabet"
  })
  void whatIsNoLexiconIsRefusedWithItsLine(String file, String reason) {
    assertRefused(file, "line " + reason);
  }

  @Test
  void aLexiconReachesNoOtherFile(@TempDir Path folder) throws IOException {
    var secret = Files.writeString(folder.resolve("secret"), "top secret");
    var file =
        """
        <!DOCTYPE lexicon [<!ENTITY s SYSTEM "%s">]>
        <lexicon><lexeme><grapheme>a</grapheme><alias>&s;</alias></lexeme></lexicon>
        """
            .formatted(secret.toUri());

    assertRefused(file, "a lexicon has no document type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE lexicon><lexicon/>",
        "<!DOCTYPE lexicon SYSTEM 'http://127.0.0.1:1/x.dtd'><lexicon/>",
        "<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><lexicon/>"
      })
  void noLexiconHasADocumentType(String file) {
    assertRefused(file, "a lexicon has no document type");
  }

  @Test
  void anEntityThatNobodyDeclaredIsRefused() {
    assertRefused(
        "<lexicon><lexeme><grapheme>&boom;</grapheme></lexeme></lexicon>",
        "this is not well-formed XML");
  }

  @Test
  void aLexiconWithTooManyRulesIsRefused() {
    var lexeme = "<lexeme><grapheme>a</grapheme><alias>b</alias></lexeme>";

    assertThat(read("<lexicon>" + lexeme.repeat(Rules.MOST) + "</lexicon>").rules())
        .hasSize(Rules.MOST);
    assertRefused(
        "<lexicon>" + lexeme.repeat(Rules.MOST + 1) + "</lexicon>", "at most 20000 rules");
  }

  private static void assertRefused(String file, String reason) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            InvalidRequest.class,
            e -> {
              assertThat(e.flaws()).hasSize(1);
              assertThat(e.flaws().getFirst().loc()).containsExactly("body", "file");
              assertThat(e.flaws().getFirst().msg()).contains(reason);
            });
  }

  private static Lexicon read(String file) {
    return Lexicon.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
  }

  private static Rule alias(String written, String alias) {
    return new Rule.Alias(written, alias, Rule.Where.USUAL);
  }

  private static Rule phoneme(String written, String phoneme, Rule.Alphabet alphabet) {
    return new Rule.Phoneme(written, phoneme, alphabet, Rule.Where.USUAL);
  }
}

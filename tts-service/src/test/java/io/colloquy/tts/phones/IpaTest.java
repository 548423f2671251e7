package io.colloquy.tts.phones;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpaTest {

  @ParameterizedTest
  @CsvSource({
    "ˈæpl̩,            ae1 p ax0 l",
    "/ˈɛndʒɪnˈɛks/,   eh1 n jh ih0 n eh1 k s",
    "təˈmɑːtəʊ,       t ax0 m aa1 t ow0",
    "t͡ʃɜːt͡ʃ,          ch er0 ch",
    "ˈtʰaɪ.ɡɚ,         t ay1 g er0",
    "[ɡʁyːn],          g r uw0 n",
  })
  void aTranscriptionBecomesTheSymbolsOfAmericanEnglish(String ipa, String symbols) {
    assertThat(Ipa.parse(ipa).flatMap(Arpabet::of).map(found -> String.join(" ", found)))
        .contains(symbols);
  }

  @ParameterizedTest
  @CsvSource({
    "T AH M EY T OW,       t ah0 m ey0 t ow0",
    "T AH0 M EY1 T OW2,    t ax0 m ey1 t ow0",
    "eh1 n jh ih0 n / eh1 k s, eh1 n jh ih0 n eh1 k s",
  })
  void arpabetComesBackThroughTheIpa(String written, String symbols) {
    var ipa = Arpabet.toIpa(written).flatMap(Ipa::parse);

    assertThat(ipa.flatMap(Arpabet::of).map(found -> String.join(" ", found))).contains(symbols);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "T AH XX", "tomato", "12"})
  void whatIsNoArpabetIsNothing(String written) {
    assertThat(Arpabet.toIpa(written)).isEmpty();
  }

  @Test
  void whatHoldsNoSoundIsNothing() {
    assertThat(Ipa.parse(" /ˈˌ./ ")).isEmpty();
    assertThat(Ipa.parse("𝄞ǃ").flatMap(Arpabet::of)).isEmpty();
  }
}

package io.colloquy.tts.espeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.speech.Voice;
import io.colloquy.tts.phones.Ipa;
import io.colloquy.tts.voice.Availability;
import io.colloquy.tts.voice.PlainReader;
import io.colloquy.tts.voice.Pronounced;
import io.colloquy.tts.voice.Recording;
import io.colloquy.tts.voice.SynthesisFailure;
import io.colloquy.tts.voice.Synthesizer;
import io.colloquy.tts.voice.Synthesizer.Utterance;
import io.colloquy.tts.voice.SynthesizerContractTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EspeakSynthesizerTest extends SynthesizerContractTest {

  private static final Synthesizer ESPEAK =
      EspeakSynthesizer.find("espeak-ng", Duration.ofSeconds(30));

  @Override
  protected Synthesizer engine() {
    return new PlainReader(ESPEAK);
  }

  @Override
  protected String language() {
    return "de";
  }

  @Override
  protected String longText() {
    return counted("Das ist der Satz mit der Nummer %d, und er geht noch etwas weiter.", 8);
  }

  @ParameterizedTest
  @CsvSource({
    "en, Good morning",
    "de, Guten Morgen",
    "fr, Bonjour tout le monde",
    "es, Buenos días",
    "pt-br, Bom dia",
    "zh, 早上好世界",
    "no, God morgen",
    "hi, शुभ प्रभात",
    "ru, Доброе утро",
    "DE-at, Guten Morgen",
  })
  void manyLanguagesAreSpoken(String language, String text) {
    assertThat(ESPEAK.speaks(language)).isTrue();
    var voice = new Voice("espeak-" + language, Optional.empty(), language, 1, 0.5, 0.8);
    var recording = Recording.of(ESPEAK, new Utterance(text, voice));

    assertThat(recording.rms()).isGreaterThan(0.02);
    assertThat(recording.durationMs()).isBetween(400.0, 3_000.0);
  }

  @ParameterizedTest
  @CsvSource({
    "de, Ich esse xyz gern, Ich esse Suppe gern, zˈʊpə",
    "en, I like xyz so much, I like thing so much, θˈɪŋ",
  })
  void aWordWhoseSoundsAreGivenSoundsLikeThem(
      String language, String text, String spelled, String ipa) {
    var voice = new Voice("", Optional.empty(), language, 1, 0.5, 0.8);
    int at = text.indexOf("xyz");
    var pronounced = new Pronounced(at, at + 3, Ipa.parse(ipa).orElseThrow());

    var given = Recording.of(ESPEAK, new Utterance(text, voice, List.of(pronounced)));

    var same = Recording.of(ESPEAK, new Utterance(spelled, voice));
    var other = Recording.of(ESPEAK, new Utterance(text, voice));
    assertThat(given.durationMs()).isEqualTo(same.durationMs());
    assertThat(given.likeness(same)).isGreaterThan(0.9);
    assertThat(given.durationMs()).isNotEqualTo(other.durationMs());
    assertThat(given.chars()).hasSize(text.length());
  }

  @Test
  void otherLanguagesSayTheWordAsTheyWould() {
    assertThat(EspeakPhones.of(Ipa.parse("zˈʊpə").orElseThrow(), "fr-fr")).isEmpty();
  }

  @Test
  void aLanguageThatNobodySpeaksIsAFailure() {
    assertThat(ESPEAK.speaks("tlh")).isFalse();
    var voice = new Voice("", Optional.empty(), "tlh", 1, 0.5, 0.8);
    assertThatThrownBy(() -> Recording.of(ESPEAK, new Utterance("nuqneH", voice)))
        .isInstanceOf(SynthesisFailure.class)
        .hasMessage("no voice speaks tlh");
  }

  @Test
  void aMissingProgramIsNamedWithItsPackage() {
    var missing = EspeakSynthesizer.find("no-such-espeak", Duration.ofSeconds(30));

    assertThat(missing.availability())
        .isEqualTo(new Availability.Missing("espeak-ng", "'no-such-espeak' does not start"));
    assertThat(List.of("de", "en")).noneMatch(missing::speaks);
    var utterance = new Utterance("Guten Tag", voice(1));
    assertThatThrownBy(() -> missing.speak(utterance, sound -> true))
        .isInstanceOf(SynthesisFailure.class)
        .hasMessageContaining("install espeak-ng");
  }
}

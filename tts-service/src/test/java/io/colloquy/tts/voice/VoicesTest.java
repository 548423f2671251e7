package io.colloquy.tts.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.speech.Voice;
import io.colloquy.tts.espeak.EspeakSynthesizer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoicesTest {

  @ParameterizedTest
  @CsvSource({
    // our own voices
    "slt,                  en,    flite,     slt",
    "rms,                  en,    flite,     rms",
    "kal16,                en-GB, flite,     kal16",
    "espeak-de,            de,    espeak-ng, de",
    "espeak-en-gb,         en,    espeak-ng, en-gb",
    // voices of another platform
    "cjVigY5qzO86Huf0OWal, en,    flite,     slt",
    "cjVigY5qzO86Huf0OWal, de,    espeak-ng, de",
    "21m00Tcm4TlvDq8ikWAM, pt-BR, espeak-ng, pt-br",
    // an own voice that does not know the language
    "awb,                  fr,    espeak-ng, fr",
    "espeak-de,            en,    flite,     slt",
    // nothing said
    ",                     ,      flite,     slt",
    "'',                   '',    flite,     slt",
  })
  void aVoiceIsChosenByItsIdOrElseByTheLanguage(
      String id, String language, String engine, String engineVoice) {
    var chosen = Voices.choose(voice(id, language));

    assertThat(chosen.engine()).isEqualTo(engine);
    assertThat(chosen.engineVoice()).isEqualTo(engineVoice);
  }

  @Test
  void aVoiceWithoutItsEngineIsRefusedWithThePackageToInstall() {
    var missing = EspeakSynthesizer.find("no-such-espeak", Duration.ofSeconds(1));
    var engines = new Engines(List.of(missing));

    assertThat(engines.availability())
        .isEqualTo(
            Map.of(
                "espeak-ng",
                new Availability.Missing("espeak-ng", "'no-such-espeak' does not start")));
    assertThatThrownBy(() -> engines.engineOf("conv_1", voice("", "de")))
        .isInstanceOf(SynthesisFailure.class)
        .hasMessage(
            "voice espeak-de is unavailable: install the Debian package espeak-ng and restart the"
                + " tts-service ('no-such-espeak' does not start)");
    assertThatThrownBy(() -> engines.engineOf("conv_1", voice("", "en")))
        .isInstanceOf(SynthesisFailure.class)
        .hasMessage("this service runs without flite");
  }

  private static Voice voice(String id, String language) {
    return new Voice(id, Optional.empty(), language, 1, 0.5, 0.8);
  }
}

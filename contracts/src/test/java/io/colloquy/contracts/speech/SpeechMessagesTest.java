package io.colloquy.contracts.speech;

import static io.colloquy.contracts.Malformed.assertRefused;
import static io.colloquy.contracts.Malformed.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.agent.TtsSettings.PronunciationDictionaryLocator;
import io.colloquy.contracts.edge.EdgeAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechMessagesTest {

  static Stream<SpeechRequest> requests() {
    return Stream.of(
        new SpeechRequest.Speak(
            "conv_1",
            2,
            0,
            "Hello.",
            new Voice("voice_1", Optional.of("eleven_turbo_v2"), "en", 1.1, 0.5, 0.8),
            AudioFormat.ULAW_8000,
            new EdgeAddress(0),
            1_700_000_000_000L),
        new SpeechRequest.Speak(
            "conv_1",
            2,
            1,
            "",
            new Voice(
                "voice_1",
                Optional.empty(),
                "de",
                0.7,
                0,
                1,
                List.of(
                    new PronunciationDictionaryLocator("pdict_1", Optional.of("pdver_1"), Map.of()),
                    new PronunciationDictionaryLocator("pdict_2", Optional.empty(), Map.of()))),
            AudioFormat.PCM_48000,
            new EdgeAddress(63),
            0),
        new SpeechRequest.Cancel("conv_1", 2));
  }

  static Stream<SpeechProgress> progress() {
    return Stream.of(
        new SpeechProgress.Chunk(
            "conv_1",
            2,
            0,
            99.75,
            new Alignment(List.of("H", "i"), List.of(0, 50), List.of(50, 49))),
        new SpeechProgress.Chunk("conv_1", 2, 0, 20, Alignment.none()),
        new SpeechProgress.Finished("conv_1", 2, 0),
        new SpeechProgress.Failed("conv_1", 2, 1, "no such voice"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aRequestComesBackAsItWasSent(SpeechRequest request) {
    assertThat(SpeechRequest.CODEC.decode(SpeechRequest.CODEC.encode(request))).isEqualTo(request);
  }

  @ParameterizedTest
  @MethodSource("progress")
  void progressComesBackAsItWasSent(SpeechProgress progress) {
    assertThat(SpeechProgress.CODEC.decode(SpeechProgress.CODEC.encode(progress)))
        .isEqualTo(progress);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{\"kind\":\"speak\",\"format\":\"mp3\"}",
        "{\"kind\":\"speak\",\"edge\":\"left\"}",
        "{\"kind\":\"sing\"}"
      })
  void whatIsNoRequestIsMalformed(String json) {
    assertRefused(SpeechRequest.CODEC, body(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{\"kind\":\"chunk\",\"event_id\":\"x\"}",
        "{\"kind\":\"chunk\",\"alignment\":{\"chars\":[\"a\"],\"start_ms\":[],\"duration_ms\":[]}}",
        "{\"kind\":\"applause\"}"
      })
  void whatIsNoProgressIsMalformed(String json) {
    assertRefused(SpeechProgress.CODEC, body(json));
  }

  @Test
  void aVoiceOfAnOlderMessageNamesNoDictionaries() {
    var older =
        """
        {"kind": "speak", "voice": {"voice_id": "v", "model_id": null, "language": "en",
         "speed": 1, "stability": 0.5, "similarity_boost": 0.8}}""";

    var speak = (SpeechRequest.Speak) SpeechRequest.CODEC.decode(body(older));

    assertThat(speak.voice().dictionaries()).isEmpty();
  }

  @Test
  void anAlignmentOfUnequalListsCannotBeMade() {
    assertThatThrownBy(() -> new Alignment(List.of("a"), List.of(0), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

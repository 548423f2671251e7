package io.colloquy.tts.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.speech.Voice;
import io.colloquy.tts.hosted.SpeechServer.Request;
import io.colloquy.tts.phones.Ipa;
import io.colloquy.tts.voice.Pronounced;
import io.colloquy.tts.voice.Recording;
import io.colloquy.tts.voice.Synthesizer;
import io.colloquy.tts.voice.Synthesizer.Utterance;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ElevenLabsTest extends HostedVoiceContractTest {

  @Override
  Synthesizer connect(Account account) {
    return new ElevenLabs(account);
  }

  @Override
  int rate() {
    return 16_000;
  }

  @Override
  String type() {
    return "application/json";
  }

  @Override
  String textOf(Request request) {
    return request.json().path("text").asText();
  }

  @Override
  double speedOf(Request request) {
    return request.json().path("voice_settings").path("speed").asDouble();
  }

  /** Each line tells the characters that begin in its sound. */
  @Override
  List<byte[]> body(Said said, List<byte[]> sound) {
    List<byte[]> lines = new ArrayList<>();
    double fromMs = 0;
    for (int i = 0; i < sound.size(); i++) {
      double toMs = fromMs + sound.get(i).length * 500.0 / said.rate();
      lines.add(
          Json.bytes(message(said, sound.get(i), fromMs, i == sound.size() - 1 ? 1e9 : toMs)));
      lines.add(new byte[] {'\n'});
      fromMs = toMs;
    }
    lines.add(
        "{\"audio_base64\":\"\",\"alignment\":null}\n"
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return lines;
  }

  private static Object message(Said said, byte[] sound, double fromMs, double toMs) {
    var message = Json.MAPPER.createObjectNode();
    message.put("audio_base64", Base64.getEncoder().encodeToString(sound));
    var alignment = message.putObject("alignment");
    var characters = alignment.putArray("characters");
    var starts = alignment.putArray("character_start_times_seconds");
    var ends = alignment.putArray("character_end_times_seconds");
    for (var timed : said.chars()) {
      if (timed.startMs() >= fromMs && timed.startMs() < toMs) {
        characters.add(said.character(timed));
        starts.add(timed.startMs() / 1000);
        ends.add((timed.startMs() + timed.durationMs()) / 1000);
      }
    }
    message.set("normalized_alignment", alignment);
    return message;
  }

  @Test
  void theRequestIsAsDocumented() {
    speak(SHORT_TEXT);

    var request = server.requests().getFirst();
    assertThat(request.line())
        .isEqualTo(
            "POST /v1/text-to-speech/voice-1/stream/with-timestamps?output_format=pcm_16000"
                + " HTTP/1.1");
    assertThat(request.headers())
        .containsEntry("xi-api-key", KEY)
        .containsEntry("content-type", "application/json");
    assertThat(request.json())
        .isEqualTo(
            Json.read(
                """
                {"text": "Good morning, my friend.", "model_id": "eleven_flash_v2_5",
                 "language_code": "en",
                 "voice_settings": {"stability": 0.4, "similarity_boost": 0.7, "speed": 1.0}}""",
                com.fasterxml.jackson.databind.JsonNode.class));
  }

  @Test
  void theTimesAreThoseOfTheService() {
    var said = Said.of(longText(), 1, rate());

    var heard = speak(longText());

    for (int i = 0; i < said.chars().size(); i++) {
      assertThat(heard.chars().get(i).startMs())
          .isCloseTo(said.chars().get(i).startMs(), within(1.0));
    }
  }

  /** VT-18: only one model is told of sounds. */
  @Test
  void givenSoundsAreMarkedForTheModelThatKnowsThem() {
    var apple = new Pronounced(2, 7, Ipa.parse("ˈæpl̩").orElseThrow());
    for (var model : List.of("eleven_turbo_v2", "eleven_flash_v2")) {
      var voice = new Voice("voice-1", Optional.of(model), "en", 1, 0.4, 0.7);
      server.play((_, reply) -> reply.answer(500, "text/plain", ""));
      try {
        Recording.of(engine(), new Utterance("1 Apple", voice, List.of(apple)));
      } catch (io.colloquy.tts.voice.SynthesisFailure e) {
        assertThat(e).hasMessageContaining("500");
      }
    }

    assertThat(server.requests().stream().map(this::textOf))
        .containsExactly("1 <phoneme alphabet=\"ipa\" ph=\"ˈæpl̩\">Apple</phoneme>", "1 Apple");
  }
}

package io.colloquy.tts.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.tts.hosted.SpeechServer.Request;
import io.colloquy.tts.voice.Synthesizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAiSpeechTest extends HostedVoiceContractTest {

  @Override
  Synthesizer connect(Account account) {
    return new OpenAiSpeech(account);
  }

  @Override
  int rate() {
    return 24_000;
  }

  @Override
  String type() {
    return "audio/pcm";
  }

  @Override
  String textOf(Request request) {
    return request.json().path("input").asText();
  }

  @Override
  double speedOf(Request request) {
    return request.json().path("speed").asDouble();
  }

  @Override
  List<byte[]> body(Said said, List<byte[]> sound) {
    return sound;
  }

  /** Samples may be anything. */
  @Override
  boolean noticesGarbage() {
    return false;
  }

  @Test
  void theRequestIsAsDocumented() {
    speak(SHORT_TEXT);

    var request = server.requests().getFirst();
    assertThat(request.line()).isEqualTo("POST /v1/audio/speech HTTP/1.1");
    assertThat(request.headers()).containsEntry("authorization", "Bearer " + KEY);
    assertThat(request.json())
        .isEqualTo(
            Json.read(
                """
                {"model": "gpt-4o-mini-tts", "input": "Good morning, my friend.",
                 "voice": "voice-1", "response_format": "pcm", "speed": 1.0}""",
                JsonNode.class));
  }
}

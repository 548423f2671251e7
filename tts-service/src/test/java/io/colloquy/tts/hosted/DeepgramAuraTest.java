package io.colloquy.tts.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.tts.hosted.SpeechServer.Request;
import io.colloquy.tts.voice.Synthesizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeepgramAuraTest extends HostedVoiceContractTest {

  @Override
  Synthesizer connect(Account account) {
    return new DeepgramAura(account);
  }

  @Override
  int rate() {
    return 16_000;
  }

  @Override
  String type() {
    return "audio/l16";
  }

  @Override
  String textOf(Request request) {
    return request.json().path("text").asText();
  }

  @Override
  double speedOf(Request request) {
    int at = request.line().indexOf("&speed=");
    return at < 0
        ? 1
        : Double.parseDouble(request.line().substring(at + 7, request.line().lastIndexOf(' ')));
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
    assertThat(request.line())
        .isEqualTo(
            "POST /v1/speak?model=voice-1&encoding=linear16&sample_rate=16000&container=none"
                + " HTTP/1.1");
    assertThat(request.headers()).containsEntry("authorization", "Token " + KEY);
    assertThat(request.json())
        .isEqualTo(Json.read("{\"text\": \"Good morning, my friend.\"}", JsonNode.class));
  }
}

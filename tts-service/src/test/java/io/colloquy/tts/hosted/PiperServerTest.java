package io.colloquy.tts.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.tts.hosted.SpeechServer.Request;
import io.colloquy.tts.voice.Synthesizer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PiperServerTest extends HostedVoiceContractTest {

  @Override
  Synthesizer connect(Account account) {
    return new PiperServer(account);
  }

  @Override
  int rate() {
    return 22_050;
  }

  @Override
  String type() {
    return "text/html; charset=utf-8";
  }

  @Override
  String textOf(Request request) {
    return request.json().path("text").asText();
  }

  @Override
  double speedOf(Request request) {
    return 1 / request.json().path("length_scale").asDouble();
  }

  @Override
  List<byte[]> body(Said said, List<byte[]> sound) {
    List<byte[]> file = new ArrayList<>(sound);
    file.addFirst(header(said.rate(), said.samples().length));
    return file;
  }

  private static byte[] header(int rate, int bytes) {
    return ByteBuffer.allocate(44)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(36 + bytes)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(rate)
        .putInt(rate * 2)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(bytes)
        .array();
  }

  @Test
  void theRequestIsAsDocumented() {
    speak(SHORT_TEXT);

    var request = server.requests().getFirst();
    assertThat(request.line()).isEqualTo("POST / HTTP/1.1");
    assertThat(request.json())
        .isEqualTo(
            Json.read(
                """
                {"text": "Good morning, my friend.", "voice": "voice-1", "length_scale": 1.0}""",
                JsonNode.class));
  }
}

package io.colloquy.tts.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.tts.hosted.SpeechServer.Request;
import io.colloquy.tts.voice.Synthesizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class CartesiaTest extends HostedVoiceContractTest {

  @Override
  Synthesizer connect(Account account) {
    return new Cartesia(account);
  }

  @Override
  int rate() {
    return 16_000;
  }

  @Override
  String type() {
    return "text/event-stream";
  }

  @Override
  String textOf(Request request) {
    return request.json().path("transcript").asText();
  }

  @Override
  double speedOf(Request request) {
    return request.json().path("generation_config").path("speed").asDouble();
  }

  /** The times of all words come with the first sound. */
  @Override
  List<byte[]> body(Said said, List<byte[]> sound) {
    List<byte[]> events = new ArrayList<>();
    for (var part : sound) {
      var chunk = Json.MAPPER.createObjectNode().put("type", "chunk");
      chunk.put("data", Base64.getEncoder().encodeToString(part));
      chunk.put("done", false).put("status_code", 206).put("step_time", 12.5);
      events.add(event("chunk", chunk));
      if (events.size() == 1) {
        events.add(event("timestamps", times(said)));
      }
    }
    var done = Json.MAPPER.createObjectNode().put("type", "done");
    events.add(event("done", done.put("done", true).put("status_code", 200)));
    return events;
  }

  private static JsonNode times(Said said) {
    var event = Json.MAPPER.createObjectNode().put("type", "timestamps");
    var told = event.putObject("word_timestamps");
    var words = told.putArray("words");
    var starts = told.putArray("start");
    var ends = told.putArray("end");
    var text = said.text();
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf(' ', at) < 0 ? text.length() : text.indexOf(' ', at);
      int first = at;
      int last = end - 1;
      said.chars().stream()
          .filter(c -> c.index() == first)
          .findFirst()
          .ifPresent(c -> starts.add(c.startMs() / 1000));
      said.chars().stream()
          .filter(c -> c.index() <= last)
          .reduce((_, c) -> c)
          .ifPresent(c -> ends.add((c.startMs() + c.durationMs()) / 1000));
      words.add(text.substring(at, end));
      at = end + 1;
    }
    return event;
  }

  private static byte[] event(String name, JsonNode data) {
    return "event: %s\ndata: %s\n\n".formatted(name, data).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theRequestIsAsDocumented() {
    speak(SHORT_TEXT);

    var request = server.requests().getFirst();
    assertThat(request.line()).isEqualTo("POST /tts/sse HTTP/1.1");
    assertThat(request.headers())
        .containsEntry("authorization", "Bearer " + KEY)
        .containsEntry("cartesia-version", "2025-04-16");
    assertThat(request.json())
        .isEqualTo(
            Json.read(
                """
                {"model_id": "sonic-3", "transcript": "Good morning, my friend.",
                 "voice": {"mode": "id", "id": "voice-1"}, "language": "en",
                 "output_format":
                   {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 16000},
                 "generation_config": {"speed": 1.0}, "add_timestamps": true}""",
                JsonNode.class));
  }

  @Test
  void wordsHaveTheTimesOfTheService() {
    var said = Said.of(longText(), 1, rate());
    int word = longText().indexOf("goes");

    var heard = speak(longText());

    assertThat(heard.chars().get(word).startMs())
        .isCloseTo(said.chars().get(word).startMs(), within(1.0));
  }

  @Test
  void anErrorInTheMiddleIsAFailure() {
    server.play(
        (_, reply) -> {
          reply.begin(type());
          reply.part(
              event(
                  "error", Json.MAPPER.createObjectNode().put("type", "error").put("done", true)));
          reply.end();
        });

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> speak(SHORT_TEXT))
        .hasMessage("somebody reports an error");
  }
}

package io.colloquy.tts.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.tts.voice.SynthesisFailure;
import java.net.http.HttpRequest;
import java.util.List;

/**
 * {@code POST /tts/sse} of Cartesia: server-sent events with sound in base64, and others with the
 * times of words.
 */
public final class Cartesia extends HostedVoice {

  /** The version of the interface that is spoken here. */
  private static final String VERSION = "2025-04-16";

  private static final String USUAL_MODEL = "sonic-3";
  private static final String DATA = "data:";

  public Cartesia(Account account) {
    super(account);
  }

  @Override
  HttpRequest request(Utterance utterance) {
    var body = Json.MAPPER.createObjectNode();
    body.put("model_id", account().model().orElse(USUAL_MODEL));
    body.put("transcript", utterance.text());
    body.putObject("voice").put("mode", "id").put("id", utterance.voice().voiceId());
    body.put("language", Account.base(utterance.voice().language()));
    body.putObject("output_format")
        .put("container", "raw")
        .put("encoding", "pcm_s16le")
        .put("sample_rate", account().sampleRate());
    body.putObject("generation_config").put("speed", utterance.speed());
    body.put("add_timestamps", true);
    var request = post(account().at("/tts/sse"), body).header("Cartesia-Version", VERSION);
    account().apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request.build();
  }

  @Override
  List<String> types() {
    return List.of("text/event-stream");
  }

  @Override
  void listen(Utterance utterance, Answer answer, Sink sink) {
    var speech = new Speech(account().sampleRate(), sink);
    var times = new ToldTimes(utterance.text());
    var lines = new Lines(engine());
    boolean done = false;
    for (var part = answer.read(0); part.isPresent(); part = answer.read(speech.givenMs())) {
      for (var line : lines.add(part.get())) {
        if (line.startsWith(DATA)) {
          done |= listen(parse(line.substring(DATA.length())), times, speech);
        }
      }
      if (!speech.isWanted()) {
        return;
      }
    }
    if (!done) {
      throw new SynthesisFailure(engine() + " breaks off");
    }
    finish(speech, times.rest(speech.givenMs()));
  }

  /** True if this was the last event. */
  private boolean listen(JsonNode event, ToldTimes times, Speech speech) {
    return switch (event.path("type").asText()) {
      case "chunk" -> {
        speech.give(decode(event.path("data")), times.take());
        yield false;
      }
      case "timestamps" -> {
        words(event.path("word_timestamps"), times);
        yield false;
      }
      case "error" -> throw new SynthesisFailure(engine() + " reports an error");
      case "done" -> true;
      default -> false;
    };
  }

  private void words(JsonNode told, ToldTimes times) {
    var words = told.path("words");
    var starts = told.path("start");
    var ends = told.path("end");
    if (words.size() != starts.size() || words.size() != ends.size()) {
      throw garbage(null);
    }
    for (int i = 0; i < words.size(); i++) {
      times.add(
          words.get(i).asText(), starts.get(i).asDouble() * 1000, ends.get(i).asDouble() * 1000);
    }
  }
}

package io.colloquy.tts.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.tts.voice.Sound.TimedChar;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * {@code POST /v1/text-to-speech/{voice_id}/stream/with-timestamps} of ElevenLabs: a JSON object a
 * line, with sound in base64 and the times of its characters.
 */
public final class ElevenLabs extends HostedVoice {

  private static final String OWN_MODELS = "eleven_";
  private static final String USUAL_MODEL = "eleven_flash_v2_5";

  /** Those that take the language as an order; the others find out by themselves. */
  private static final Set<String> MODELS_WITH_LANGUAGE =
      Set.of("eleven_flash_v2_5", "eleven_turbo_v2_5");

  private static final String MODEL_WITH_SOUNDS = "eleven_turbo_v2";

  public ElevenLabs(Account account) {
    super(account);
  }

  @Override
  HttpRequest request(Utterance utterance) {
    var voice = utterance.voice();
    var model =
        voice
            .modelId()
            .filter(id -> id.startsWith(OWN_MODELS))
            .or(account()::model)
            .orElse(USUAL_MODEL);
    var body = Json.MAPPER.createObjectNode();
    body.put("text", model.equals(MODEL_WITH_SOUNDS) ? marked(utterance) : utterance.text());
    body.put("model_id", model);
    if (MODELS_WITH_LANGUAGE.contains(model)) {
      body.put("language_code", Account.base(voice.language()));
    }
    body.putObject("voice_settings")
        .put("stability", voice.stability())
        .put("similarity_boost", voice.similarityBoost())
        .put("speed", utterance.speed());
    var path =
        "/v1/text-to-speech/%s/stream/with-timestamps?output_format=pcm_%d"
            .formatted(
                URLEncoder.encode(voice.voiceId(), StandardCharsets.UTF_8), account().sampleRate());
    var request = post(account().at(path), body);
    account().apiKey().ifPresent(key -> request.header("xi-api-key", key));
    return request.build();
  }

  /** With given sounds as mark-up around their words. */
  private static String marked(Utterance utterance) {
    var marked = new StringBuilder();
    int at = 0;
    for (var word : utterance.pronounced()) {
      marked
          .append(utterance.text(), at, word.start())
          .append("<phoneme alphabet=\"ipa\" ph=\"")
          .append(word.sounds().written())
          .append("\">")
          .append(utterance.text(), word.start(), word.end())
          .append("</phoneme>");
      at = word.end();
    }
    return marked.append(utterance.text().substring(at)).toString();
  }

  @Override
  List<String> types() {
    return List.of("application/json", "application/x-ndjson", "text/event-stream");
  }

  @Override
  void listen(Utterance utterance, Answer answer, Sink sink) {
    var speech = new Speech(account().sampleRate(), sink);
    var times = new ToldTimes(utterance.text());
    var lines = new Lines(engine());
    for (var part = answer.read(0); part.isPresent(); part = answer.read(speech.givenMs())) {
      for (var line : lines.add(part.get())) {
        if (!listen(line, times, speech)) {
          return;
        }
      }
    }
    if (listen(lines.rest(), times, speech)) {
      finish(speech, times.rest(speech.givenMs()));
    }
  }

  /** False if no more is wanted. */
  private boolean listen(String line, ToldTimes times, Speech speech) {
    if (line.isBlank()) {
      return true;
    }
    var message = parse(line);
    var sound = decode(message.path("audio_base64"));
    var chars = chars(message.path("alignment"), times);
    return speech.give(sound, chars);
  }

  private List<TimedChar> chars(JsonNode alignment, ToldTimes times) {
    var characters = alignment.path("characters");
    var starts = alignment.path("character_start_times_seconds");
    var ends = alignment.path("character_end_times_seconds");
    if (characters.size() != starts.size() || characters.size() != ends.size()) {
      throw garbage(null);
    }
    for (int i = 0; i < characters.size(); i++) {
      times.add(
          characters.get(i).asText(),
          starts.get(i).asDouble() * 1000,
          ends.get(i).asDouble() * 1000);
    }
    return times.take();
  }
}

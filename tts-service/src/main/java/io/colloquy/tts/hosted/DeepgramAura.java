package io.colloquy.tts.hosted;

import io.colloquy.contracts.Json;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code POST /v1/speak} of Deepgram. A voice is a model there; times are not told. */
public final class DeepgramAura extends HostedVoice {

  public DeepgramAura(Account account) {
    super(account);
  }

  @Override
  HttpRequest request(Utterance utterance) {
    var voice = URLEncoder.encode(utterance.voice().voiceId(), StandardCharsets.UTF_8);
    var path =
        "/v1/speak?model=%s&encoding=linear16&sample_rate=%d&container=none"
            .formatted(voice, account().sampleRate());
    // Older voices know no speed, and need not be told of the usual one.
    var speed = utterance.speed() == 1 ? "" : "&speed=" + utterance.speed();
    var body = Json.MAPPER.createObjectNode().put("text", utterance.text());
    var request = post(account().at(path + speed), body);
    account().apiKey().ifPresent(key -> request.header("Authorization", "Token " + key));
    return request.build();
  }

  @Override
  List<String> types() {
    return List.of("audio/", "application/octet-stream");
  }

  @Override
  void listen(Utterance utterance, Answer answer, Sink sink) {
    listenToSamples(utterance, answer, sink);
  }
}

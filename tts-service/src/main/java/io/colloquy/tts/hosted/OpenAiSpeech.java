package io.colloquy.tts.hosted;

import io.colloquy.contracts.Json;
import java.net.http.HttpRequest;
import java.util.List;

/**
 * {@code POST /v1/audio/speech} of OpenAI and of the many servers that speak like it. The sound is
 * 24 kHz without a header; times are not told.
 */
public final class OpenAiSpeech extends HostedVoice {

  /** What {@code response_format: pcm} means. */
  public static final int RATE = 24_000;

  private static final String USUAL_MODEL = "gpt-4o-mini-tts";

  public OpenAiSpeech(Account account) {
    super(account);
  }

  @Override
  HttpRequest request(Utterance utterance) {
    var body = Json.MAPPER.createObjectNode();
    body.put("model", account().model().orElse(USUAL_MODEL));
    body.put("input", utterance.text());
    body.put("voice", utterance.voice().voiceId());
    body.put("response_format", "pcm");
    body.put("speed", utterance.speed());
    var request = post(account().at("/v1/audio/speech"), body);
    account().apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
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

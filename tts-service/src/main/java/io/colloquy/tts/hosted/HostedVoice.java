package io.colloquy.tts.hosted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.tts.text.Estimate;
import io.colloquy.tts.text.Sentences.Span;
import io.colloquy.tts.voice.Availability;
import io.colloquy.tts.voice.Sound;
import io.colloquy.tts.voice.SynthesisFailure;
import io.colloquy.tts.voice.Synthesizer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.List;
import java.util.OptionalDouble;

/** What all services have in common: one request for an utterance, and sound in its answer. */
abstract sealed class HostedVoice implements Synthesizer
    permits ElevenLabs, OpenAiSpeech, Cartesia, DeepgramAura, PiperServer {

  private final Account account;
  private final Wire wire;

  HostedVoice(Account account) {
    this.account = account;
    this.wire = new Wire(account);
  }

  final Account account() {
    return account;
  }

  @Override
  public final String engine() {
    return account.provider();
  }

  /** There is nothing to install; whether the service answers is seen when it is asked. */
  @Override
  public final Availability availability() {
    return new Availability.Ready();
  }

  @Override
  public final boolean speaks(String language) {
    return account.speaks(language);
  }

  @Override
  public final void speak(Utterance utterance, Sink sink) {
    var text = utterance.text();
    if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
      sink.take(
          new Sound(
              account.sampleRate(),
              new short[0],
              Estimate.spread(text, new Span(0, text.length()), 0, 0)));
      return;
    }
    try (var answer = wire.send(request(utterance), types(), sink)) {
      listen(utterance, answer, sink);
    }
  }

  abstract HttpRequest request(Utterance utterance);

  /** How the type of an answer with sound may begin. */
  abstract List<String> types();

  /** Gives what the answer holds to the sink, to the end of both. */
  abstract void listen(Utterance utterance, Answer answer, Sink sink);

  final HttpRequest.Builder post(URI address, ObjectNode body) {
    return HttpRequest.newBuilder(address)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(Json.bytes(body)));
  }

  /** For services that send nothing but samples. */
  final void listenToSamples(Utterance utterance, Answer answer, Sink sink) {
    var speech = new Speech(account.sampleRate(), sink);
    var pace = Pace.of(utterance.text(), utterance.speed(), OptionalDouble.empty());
    for (var part = answer.read(0); part.isPresent(); part = answer.read(speech.givenMs())) {
      if (!speech.give(part.get(), pace.until(speech.givenMsWith(part.get())))) {
        return;
      }
    }
    finish(speech, pace.rest(speech.givenMs()));
  }

  final void finish(Speech speech, List<Sound.TimedChar> rest) {
    if (speech.givenMs() == 0) {
      throw new SynthesisFailure(account.provider() + " sends no sound");
    }
    speech.give(new byte[0], rest);
  }

  final JsonNode parse(String json) {
    try {
      var node = Json.MAPPER.readTree(json);
      if (!node.isObject()) {
        throw garbage(null);
      }
      return node;
    } catch (JsonProcessingException e) {
      throw garbage(null);
    }
  }

  final byte[] decode(JsonNode base64) {
    try {
      return Base64.getDecoder().decode(base64.asText());
    } catch (IllegalArgumentException e) {
      throw garbage(e);
    }
  }

  /** A parser's message repeats what it read. */
  final SynthesisFailure garbage(Throwable cause) {
    return new SynthesisFailure(account.provider() + " sends something else than agreed", cause);
  }
}

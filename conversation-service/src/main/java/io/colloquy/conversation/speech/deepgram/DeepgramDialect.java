package io.colloquy.conversation.speech.deepgram;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.conversation.speech.streamed.Dialect;
import io.colloquy.conversation.speech.streamed.Outgoing;
import io.colloquy.conversation.speech.streamed.Said;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Sound goes as binary messages, and what is to be done with it as {@code Finalize}, {@code
 * KeepAlive} and {@code CloseStream}. Deepgram answers with {@code Results}: interim ones, final
 * ones, and one that says {@code from_finalize} when all of the sound before is final. It may leave
 * that out if there was next to nothing left to do, therefore each result tells how far it reaches.
 */
final class DeepgramDialect implements Dialect {

  private static final int CHUNK = 800;
  private static final Outgoing KEEP_ALIVE = new Outgoing.Text("{\"type\":\"KeepAlive\"}");
  private static final Outgoing FINALIZE = new Outgoing.Text("{\"type\":\"Finalize\"}");
  private static final Outgoing CLOSE = new Outgoing.Text("{\"type\":\"CloseStream\"}");

  private final URI address;
  private final String apiKey;

  DeepgramDialect(URI address, String apiKey) {
    this.address = address;
    this.apiKey = apiKey;
  }

  @Override
  public String name() {
    return "Deepgram";
  }

  @Override
  public URI address() {
    return address;
  }

  @Override
  public Map<String, String> headers() {
    return Map.of("Authorization", "Token " + apiKey);
  }

  @Override
  public int chunkSamples() {
    return CHUNK;
  }

  @Override
  public Outgoing audio(byte[] pcm) {
    return new Outgoing.Bytes(pcm);
  }

  @Override
  public Outgoing finish() {
    return FINALIZE;
  }

  @Override
  public Optional<Outgoing> keepAlive() {
    return Optional.of(KEEP_ALIVE);
  }

  @Override
  public Optional<Outgoing> farewell() {
    return Optional.of(CLOSE);
  }

  @Override
  public List<Said> read(JsonNode message) {
    return switch (message.path("type").asText()) {
      case "Results" -> results(message);
      case "Error" -> List.of(new Said.Refused("reports an error"));
      default -> List.of();
    };
  }

  private static List<Said> results(JsonNode message) {
    JsonNode best = message.path("channel").path("alternatives").path(0);
    JsonNode transcript = best.path("transcript");
    if (!transcript.isTextual()) {
      return List.of(new Said.Refused("sends results without a transcript"));
    }
    List<Said> said = new ArrayList<>();
    JsonNode language = best.path("languages").path(0);
    if (language.isTextual()) {
      said.add(new Said.Spoken(language.asText()));
    }
    if (message.path("is_final").asBoolean()) {
      double until = message.path("start").asDouble() + message.path("duration").asDouble();
      said.add(
          new Said.Settled(
              transcript.asText(), number(best, "confidence"), OptionalDouble.of(until)));
    } else {
      said.add(new Said.Interim(transcript.asText()));
    }
    if (message.path("from_finalize").asBoolean()) {
      said.add(new Said.Complete());
    }
    return said;
  }

  private static OptionalDouble number(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
  }
}

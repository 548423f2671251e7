package io.colloquy.conversation.speech.elevenlabs;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.conversation.language.LanguageTag;
import io.colloquy.conversation.speech.streamed.Dialect;
import io.colloquy.conversation.speech.streamed.Outgoing;
import io.colloquy.conversation.speech.streamed.Said;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Sound goes as base64 in JSON; a chunk that says {@code commit} asks for the words. They come as
 * {@code committed_transcript} and, if the language is to be detected, once more as {@code
 * committed_transcript_with_timestamps}, which alone names the language.
 */
final class ElevenLabsDialect implements Dialect {

  private static final int CHUNK = 1_600;

  private final URI address;
  private final String apiKey;
  private final boolean detecting;

  ElevenLabsDialect(URI address, String apiKey, boolean detecting) {
    this.address = address;
    this.apiKey = apiKey;
    this.detecting = detecting;
  }

  @Override
  public String name() {
    return "ElevenLabs";
  }

  @Override
  public URI address() {
    return address;
  }

  @Override
  public Map<String, String> headers() {
    return Map.of("xi-api-key", apiKey);
  }

  @Override
  public int chunkSamples() {
    return CHUNK;
  }

  @Override
  public Outgoing audio(byte[] pcm) {
    return chunk(Base64.getEncoder().encodeToString(pcm), false);
  }

  @Override
  public Outgoing finish() {
    return chunk("", true);
  }

  /** There is none; a connection that is closed for want of sound is made anew. */
  @Override
  public Optional<Outgoing> keepAlive() {
    return Optional.empty();
  }

  @Override
  public Optional<Outgoing> farewell() {
    return Optional.empty();
  }

  @Override
  public List<Said> read(JsonNode message) {
    String type = message.path("message_type").asText();
    return switch (type) {
      case "partial_transcript" -> List.of(new Said.Interim(message.path("text").asText()));
      case "committed_transcript" -> committed(message);
      case "committed_transcript_with_timestamps" -> detailed(message);
      // Less than 0.3 s of sound since the last commit: there is nothing more to come.
      case "commit_throttled" -> List.of(new Said.Complete());
      default ->
          message.path("error").isTextual()
              ? List.of(new Said.Refused("reports " + (type.isEmpty() ? "an error" : type)))
              : List.of();
    };
  }

  private List<Said> committed(JsonNode message) {
    Said words =
        new Said.Settled(
            message.path("text").asText(), OptionalDouble.empty(), OptionalDouble.empty());
    return detecting ? List.of(words) : List.of(words, new Said.Complete());
  }

  private List<Said> detailed(JsonNode message) {
    List<Said> said = new ArrayList<>();
    JsonNode language = message.path("language_code");
    if (language.isTextual()) {
      said.add(new Said.Spoken(LanguageTag.shortest(language.asText())));
    }
    if (detecting) {
      said.add(new Said.Complete());
    }
    return said;
  }

  private static Outgoing chunk(String base64, boolean commit) {
    return new Outgoing.Text(
        "{\"message_type\":\"input_audio_chunk\",\"audio_base_64\":\""
            + base64
            + "\",\"commit\":"
            + commit
            + ",\"sample_rate\":16000}");
  }
}

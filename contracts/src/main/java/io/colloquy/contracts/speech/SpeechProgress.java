package io.colloquy.contracts.speech;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;

/**
 * One message on {@code speech.progress}: what was sent to the edge, so that the owner knows what
 * the listener has heard by now.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SpeechProgress.Chunk.class, name = "chunk"),
  @JsonSubTypes.Type(value = SpeechProgress.Finished.class, name = "finished"),
  @JsonSubTypes.Type(value = SpeechProgress.Failed.class, name = "failed")
})
public sealed interface SpeechProgress {

  Codec<SpeechProgress> CODEC = Json.codec(SpeechProgress.class);

  String conversationId();

  int eventId();

  int piece();

  /**
   * A chunk of a piece was sent.
   *
   * @param durationMs how long it sounds, in milliseconds
   */
  record Chunk(
      String conversationId, int eventId, int piece, double durationMs, Alignment alignment)
      implements SpeechProgress {}

  /** Every chunk of this piece was sent. */
  record Finished(String conversationId, int eventId, int piece) implements SpeechProgress {}

  /** This piece could not be spoken, or not to its end. The message is fit for a log. */
  record Failed(String conversationId, int eventId, int piece, String message)
      implements SpeechProgress {}
}

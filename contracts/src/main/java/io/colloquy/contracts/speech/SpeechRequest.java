package io.colloquy.contracts.speech;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.edge.EdgeAddress;

/** One message on {@code speech.requests}: what the owner of a conversation wants of the voice. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SpeechRequest.Speak.class, name = "speak"),
  @JsonSubTypes.Type(value = SpeechRequest.Cancel.class, name = "cancel")
})
public sealed interface SpeechRequest {

  Codec<SpeechRequest> CODEC = Json.codec(SpeechRequest.class);

  String conversationId();

  int eventId();

  /**
   * Speak one piece. Pieces of one event id are spoken in the order of their numbers.
   *
   * @param piece from 0, rising by one within the event id
   * @param edge where the audio goes
   * @param createdAtMs epoch milliseconds; a request that nobody waits for any more is dropped
   */
  record Speak(
      String conversationId,
      int eventId,
      int piece,
      String text,
      Voice voice,
      AudioFormat format,
      EdgeAddress edge,
      long createdAtMs)
      implements SpeechRequest {}

  /** Nothing more of this event id, or of any earlier one, is to be spoken. */
  record Cancel(String conversationId, int eventId) implements SpeechRequest {}
}

package io.colloquy.contracts.llm;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;

/**
 * One message on {@code llm.deltas}. A generation is any number of {@link Text}s and {@link
 * ToolCall}s and then exactly one {@link Finished} or {@link Failed}, unless it was cancelled.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LlmDelta.Text.class, name = "text"),
  @JsonSubTypes.Type(value = LlmDelta.ToolCall.class, name = "tool_call"),
  @JsonSubTypes.Type(value = LlmDelta.Finished.class, name = "finished"),
  @JsonSubTypes.Type(value = LlmDelta.Failed.class, name = "failed")
})
public sealed interface LlmDelta {

  Codec<LlmDelta> CODEC = Json.codec(LlmDelta.class);

  String conversationId();

  String generationId();

  record Text(String conversationId, String generationId, String text) implements LlmDelta {}

  /** One whole call; its arguments are a JSON object. */
  record ToolCall(
      String conversationId, String generationId, io.colloquy.contracts.llm.ToolCall call)
      implements LlmDelta {}

  /**
   * @param model the model that answered, which may be another than the one asked for
   * @param firstTokenMs milliseconds from the request's arrival to its first text
   */
  record Finished(
      String conversationId,
      String generationId,
      String model,
      int inputTokens,
      int outputTokens,
      long firstTokenMs)
      implements LlmDelta {}

  /**
   * @param errorType a name from the clients' list, for example {@code llm_error}
   * @param message fit for a log; holds no secret
   */
  record Failed(String conversationId, String generationId, String errorType, String message)
      implements LlmDelta {}
}

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
   * @param usage of all models that were tried for this answer, as far as they told
   * @param firstTokenMs milliseconds from the request's arrival to its first text
   */
  record Finished(
      String conversationId, String generationId, String model, LlmUsage usage, long firstTokenMs)
      implements LlmDelta {
    public Finished {
      usage = usage == null ? LlmUsage.NONE : usage;
    }
  }

  /**
   * @param errorType a name from the clients' list, for example {@code llm_error}
   * @param message fit for a log; holds no secret
   * @param usage what the attempts have used all the same
   */
  record Failed(
      String conversationId, String generationId, String errorType, String message, LlmUsage usage)
      implements LlmDelta {
    public Failed {
      usage = usage == null ? LlmUsage.NONE : usage;
    }

    /** A failure that has used nothing. */
    public Failed(String conversationId, String generationId, String errorType, String message) {
      this(conversationId, generationId, errorType, message, LlmUsage.NONE);
    }
  }
}

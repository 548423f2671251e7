package io.colloquy.contracts.llm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import java.util.List;
import java.util.Optional;

/** One message on {@code llm.requests}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LlmRequest.Generate.class, name = "generate"),
  @JsonSubTypes.Type(value = LlmRequest.Cancel.class, name = "cancel")
})
public sealed interface LlmRequest {

  Codec<LlmRequest> CODEC = Json.codec(LlmRequest.class);

  String conversationId();

  String generationId();

  /**
   * Stream one answer.
   *
   * @param model an id from the model catalogue, for example {@code builtin} or {@code gpt-4o-mini}
   * @param tools what the model may use in this answer
   * @param temperature 0 to 2
   * @param maxTokens -1 for the model's own limit
   * @param custom the customer's own model, which then answers and no other
   * @param createdAtMs epoch milliseconds; a request that nobody waits for any more is dropped
   * @param reasoningEffort {@code minimal}, {@code low}, {@code medium} or {@code high}, for models
   *     that know it
   * @param terms whose answer it is, and what it may cost others
   */
  record Generate(
      String conversationId,
      String generationId,
      String model,
      List<ChatMessage> messages,
      List<ToolSpec> tools,
      double temperature,
      int maxTokens,
      @JsonInclude(Include.NON_ABSENT) Optional<CustomModel> custom,
      long createdAtMs,
      @JsonInclude(Include.NON_ABSENT) Optional<String> reasoningEffort,
      Terms terms)
      implements LlmRequest {

    public Generate {
      messages = List.copyOf(messages);
      tools = tools == null ? List.of() : List.copyOf(tools);
      custom = custom == null ? Optional.empty() : custom;
      reasoningEffort = reasoningEffort == null ? Optional.empty() : reasoningEffort;
      terms = terms == null ? Terms.USUAL : terms;
    }

    /** With as much reasoning as the model does unasked, on the usual terms. */
    public Generate(
        String conversationId,
        String generationId,
        String model,
        List<ChatMessage> messages,
        List<ToolSpec> tools,
        double temperature,
        int maxTokens,
        Optional<CustomModel> custom,
        long createdAtMs) {
      this(
          conversationId,
          generationId,
          model,
          messages,
          tools,
          temperature,
          maxTokens,
          custom,
          createdAtMs,
          Optional.empty(),
          Terms.USUAL);
    }

    /** Without tools. */
    public Generate(
        String conversationId,
        String generationId,
        String model,
        List<ChatMessage> messages,
        double temperature,
        int maxTokens,
        long createdAtMs) {
      this(
          conversationId,
          generationId,
          model,
          messages,
          List.of(),
          temperature,
          maxTokens,
          Optional.empty(),
          createdAtMs);
    }
  }

  /** Stop this generation; nothing more of it is of use. */
  record Cancel(String conversationId, String generationId) implements LlmRequest {}
}

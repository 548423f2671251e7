package io.colloquy.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.llm.generation.AnswerSchema;
import java.util.Optional;
import java.util.stream.Stream;

/** What is wrong with a question that is JSON of the right shape. */
final class BackgroundFlaws {

  private static final int LONGEST_TIMEOUT_MS = 300_000;

  /** The first flaw, in words. */
  static Optional<String> in(BackgroundQuestion question) {
    return Stream.of(
            flaw(question.model() == null || question.model().isBlank(), "model is missing"),
            flaw(question.messages().isEmpty(), "messages is empty"),
            flaw(
                !(question.temperature() >= 0 && question.temperature() <= 2),
                "temperature is not between 0 and 2"),
            flaw(question.maxTokens() < -1, "max_tokens is neither -1 nor positive"),
            flaw(
                question.timeoutMs().filter(t -> t < 1 || t > LONGEST_TIMEOUT_MS).isPresent(),
                "timeout_ms is not between 1 and " + LONGEST_TIMEOUT_MS),
            question.answerSchema().flatMap(BackgroundFlaws::inSchema),
            question.messages().stream().flatMap(m -> inMessage(m).stream()).findFirst(),
            flaw(
                question.tools().stream().anyMatch(BackgroundFlaws::isIncomplete),
                "a tool lacks its name, its description or its parameters"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> inMessage(ChatMessage message) {
    if (message.role() == null) {
      return Optional.of("a message has no role");
    }
    boolean isResult = message.role() == ChatMessage.Role.TOOL;
    return flaw(
            isResult != message.toolCallId().isPresent(),
            "a message of role tool has a tool_call_id, and no other has one")
        .or(
            () ->
                flaw(
                    message.toolCalls().stream().anyMatch(BackgroundFlaws::isIncomplete),
                    "a tool call lacks its id, its name, or arguments that are a JSON object"));
  }

  private static Optional<String> inSchema(ObjectNode schema) {
    try {
      var _ = new AnswerSchema(schema);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("answer_schema is no JSON Schema");
    }
  }

  private static boolean isIncomplete(ToolSpec tool) {
    return tool.name() == null || tool.description() == null || tool.parameters() == null;
  }

  private static boolean isIncomplete(ToolCall call) {
    return call.id() == null
        || call.name() == null
        || call.arguments() == null
        || !isObject(call.arguments());
  }

  private static boolean isObject(String json) {
    try {
      return Json.MAPPER.readTree(json).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static Optional<String> flaw(boolean isThere, String what) {
    return isThere ? Optional.of(what) : Optional.empty();
  }

  private BackgroundFlaws() {}
}

package io.colloquy.llm.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolSpec;
import java.util.List;
import java.util.Optional;

/**
 * What a model is asked.
 *
 * @param model the id that the agent asked for; a provider that does not know it takes its own
 *     standard model
 * @param tools what the model may ask for
 * @param answerSchema where there is one, the answer is a JSON document that follows it; asked only
 *     of a model that {@link LanguageModel#keepsToSchemas}
 * @param temperature 0 to 2
 * @param maxTokens -1 for the model's own limit
 */
public record Question(
    String model,
    List<ChatMessage> messages,
    List<ToolSpec> tools,
    Optional<ObjectNode> answerSchema,
    double temperature,
    int maxTokens) {

  public Question {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /** A question with neither tools nor a schema. */
  public Question(String model, List<ChatMessage> messages, double temperature, int maxTokens) {
    this(model, messages, List.of(), Optional.empty(), temperature, maxTokens);
  }
}

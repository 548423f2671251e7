package io.colloquy.llm.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
 * @param reasoningEffort how long a model that knows it is to think
 * @param enclosed what is in the files of the messages, by file id; nobody changes it
 */
public record Question(
    String model,
    List<ChatMessage> messages,
    List<ToolSpec> tools,
    Optional<ObjectNode> answerSchema,
    double temperature,
    int maxTokens,
    Optional<String> reasoningEffort,
    Map<String, byte[]> enclosed) {

  public Question {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    enclosed = Map.copyOf(enclosed);
  }

  /** A question whose files were not fetched. */
  public Question(
      String model,
      List<ChatMessage> messages,
      List<ToolSpec> tools,
      Optional<ObjectNode> answerSchema,
      double temperature,
      int maxTokens) {
    this(model, messages, tools, answerSchema, temperature, maxTokens, Optional.empty(), Map.of());
  }

  /** A question with neither tools nor a schema. */
  public Question(String model, List<ChatMessage> messages, double temperature, int maxTokens) {
    this(model, messages, List.of(), Optional.empty(), temperature, maxTokens);
  }

  /** The same question, to be thought about for so long. */
  public Question withEffort(Optional<String> effort) {
    return new Question(
        model, messages, tools, answerSchema, temperature, maxTokens, effort, enclosed);
  }

  /** The same question in these messages, whose files are enclosed. */
  public Question enclosing(List<ChatMessage> others, Map<String, byte[]> files) {
    return new Question(
        model, others, tools, answerSchema, temperature, maxTokens, reasoningEffort, files);
  }

  /** The same question for another model. */
  public Question to(String otherModel) {
    return new Question(
        otherModel,
        messages,
        tools,
        answerSchema,
        temperature,
        maxTokens,
        reasoningEffort,
        enclosed);
  }

  /** The same question, with these messages behind its own. */
  public Question after(ChatMessage... more) {
    var all = Stream.concat(messages.stream(), Stream.of(more)).toList();
    return enclosing(all, enclosed);
  }
}

package io.colloquy.llm.model;

import io.colloquy.contracts.llm.ChatMessage;
import java.util.List;

/**
 * What a model is asked.
 *
 * @param model the id that the agent asked for; a provider that does not know it takes its own
 *     standard model
 * @param temperature 0 to 2
 * @param maxTokens -1 for the model's own limit
 */
public record Question(
    String model, List<ChatMessage> messages, double temperature, int maxTokens) {

  public Question {
    messages = List.copyOf(messages);
  }
}

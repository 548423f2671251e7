package io.colloquy.conversation.simulation;

import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.conversation.tools.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One side of a simulated conversation.
 *
 * @param id of the agent; of a simulated user a word
 * @param instructions the system prompt, with every variable filled in
 * @param firstMessage likewise; empty for a side that says nothing on its own
 * @param offers the tools that the agent may use
 */
record Party(
    String id,
    String instructions,
    String firstMessage,
    String llm,
    double temperature,
    int maxTokens,
    List<Offer> offers) {

  Party {
    offers = List.copyOf(offers);
  }

  Optional<Offer> offer(String tool) {
    return offers.stream().filter(offer -> offer.name().equals(tool)).findFirst();
  }

  List<ToolSpec> specs() {
    return offers.stream().map(Offer::spec).toList();
  }

  /** Asks this side's model what it says next. */
  BackgroundQuestion question(List<ChatMessage> history, List<ToolSpec> tools) {
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(ChatMessage.system(instructions));
    messages.addAll(history);
    return new BackgroundQuestion(
        llm, messages, temperature, maxTokens, tools, Optional.empty(), Optional.empty());
  }
}

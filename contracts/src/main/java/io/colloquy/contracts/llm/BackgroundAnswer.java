package io.colloquy.contracts.llm;

import java.util.List;

/**
 * What answers a {@link BackgroundQuestion}.
 *
 * @param text may be empty where there are calls
 * @param model the model that answered, which may be another than the one asked for
 */
public record BackgroundAnswer(
    String text, List<ToolCall> toolCalls, String model, int inputTokens, int outputTokens) {

  public BackgroundAnswer {
    toolCalls = toolCalls == null ? List.of() : List.copyOf(toolCalls);
  }
}

package io.colloquy.contracts.llm;

import java.util.List;

/**
 * What answers a {@link BackgroundQuestion}.
 *
 * @param text may be empty where there are calls
 * @param model the model that answered, which may be another than the one asked for
 * @param usage of all that was tried for it
 */
public record BackgroundAnswer(
    String text, List<ToolCall> toolCalls, String model, LlmUsage usage) {

  public BackgroundAnswer {
    toolCalls = toolCalls == null ? List.of() : List.copyOf(toolCalls);
    usage = usage == null ? LlmUsage.NONE : usage;
  }
}

package io.colloquy.conversation.simulation;

import io.colloquy.contracts.llm.BackgroundAnswer;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.contracts.llm.LlmUsage;
import io.colloquy.contracts.llm.ToolCall;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says what a test wrote down, for each model in order, and keeps what it was asked. */
final class ScriptedModel implements Model {

  static final String AGENT = "agent-model";
  static final String USER = "user-model";

  final List<BackgroundQuestion> asked = new ArrayList<>();
  private final Map<String, Deque<BackgroundAnswer>> scripts = new HashMap<>();

  ScriptedModel agent(String... texts) {
    return says(AGENT, texts);
  }

  ScriptedModel user(String... texts) {
    return says(USER, texts);
  }

  private ScriptedModel says(String model, String... texts) {
    for (var text : texts) {
      answers(model, text);
    }
    return this;
  }

  ScriptedModel agentCalls(String tool, String arguments) {
    return answers(AGENT, "", new ToolCall("x", tool, arguments));
  }

  ScriptedModel answers(String model, String text, ToolCall... calls) {
    scripts
        .computeIfAbsent(model, _ -> new ArrayDeque<>())
        .add(new BackgroundAnswer(text, List.of(calls), model, LlmUsage.NONE));
    return this;
  }

  @Override
  public BackgroundAnswer answer(BackgroundQuestion question, Instant deadline) throws ModelFailed {
    asked.add(question);
    var script = scripts.getOrDefault(question.model(), new ArrayDeque<>());
    if (script.isEmpty()) {
      throw new ModelFailed(502, "The script is over.");
    }
    return script.remove();
  }
}

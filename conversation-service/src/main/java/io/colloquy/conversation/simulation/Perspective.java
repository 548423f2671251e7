package io.colloquy.conversation.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One conversation as each of the two models sees it. */
final class Perspective {

  /** What a model is told where its part begins although nothing was said to it. */
  private static final String BEGINNING = "(The conversation begins.)";

  private static final String SILENCE = "(The agent says nothing.)";

  /** A result that the history has not; a model wants one for each call. */
  private static final String NO_RESULT = "(no result)";

  /**
   * To the agent its own words and calls are those of the assistant.
   *
   * <p>Calls are numbered: providers limit the length of an id.
   */
  static List<ChatMessage> ofAgent(List<ObjectNode> turns) {
    var view = new AgentsView();
    turns.forEach(view::add);
    view.close();
    return view.messages;
  }

  /** To the simulated user the agent is the one it talks to. Of tools the user knows nothing. */
  static List<ChatMessage> ofUser(List<ObjectNode> turns) {
    List<ChatMessage> messages = new ArrayList<>();
    for (var turn : turns) {
      var message = Turns.message(turn);
      if (message.isEmpty()) {
        continue;
      }
      boolean own = Turns.role(turn).equals(Turns.USER);
      if (own && (messages.isEmpty() || isAssistants(messages.getLast()))) {
        messages.add(ChatMessage.user(messages.isEmpty() ? BEGINNING : SILENCE));
      }
      if (!own && !messages.isEmpty() && !isAssistants(messages.getLast())) {
        var before = messages.removeLast().content();
        messages.add(ChatMessage.user(before + "\n" + message));
      } else {
        messages.add(own ? ChatMessage.assistant(message) : ChatMessage.user(message));
      }
    }
    if (messages.isEmpty()) {
      messages.add(ChatMessage.user(BEGINNING));
    } else if (isAssistants(messages.getLast())) {
      messages.add(ChatMessage.user(SILENCE));
    }
    return messages;
  }

  private static boolean isAssistants(ChatMessage message) {
    return message.role() == ChatMessage.Role.ASSISTANT;
  }

  /** Puts together what belongs to one message: words and calls, and then the results. */
  private static final class AgentsView {
    private final List<ChatMessage> messages = new ArrayList<>();
    private final Map<String, ToolCall> calls = new LinkedHashMap<>();
    private final Map<String, ToolCall> waiting = new LinkedHashMap<>();
    private String words = "";
    private int callCount;

    void add(ObjectNode turn) {
      var message = Turns.message(turn);
      if (Turns.role(turn).equals(Turns.USER)) {
        close();
        if (!message.isEmpty()) {
          messages.add(ChatMessage.user(message));
        }
        return;
      }
      if (!message.isEmpty()) {
        close();
        words = message;
      }
      if (!turn.path("tool_calls").isEmpty() && !(calls.isEmpty() && waiting.isEmpty())) {
        close();
      }
      turn.path("tool_calls").forEach(this::call);
      turn.path("tool_results").forEach(this::result);
    }

    private void call(JsonNode call) {
      var id = "call_" + callCount++;
      calls.put(
          call.path("request_id").asText(),
          new ToolCall(
              id, call.path("tool_name").asText(), call.path("params_as_json").asText("{}")));
    }

    private void result(JsonNode result) {
      speak();
      var call = waiting.remove(result.path("request_id").asText());
      if (call != null) {
        var value = result.path("result_value").asText();
        messages.add(
            ChatMessage.tool(
                call.id(), result.path("is_error").asBoolean() ? "Error: " + value : value));
      }
    }

    private void speak() {
      if (!words.isEmpty() || !calls.isEmpty()) {
        messages.add(ChatMessage.assistant(words, List.copyOf(calls.values())));
        waiting.putAll(calls);
      }
      words = "";
      calls.clear();
    }

    void close() {
      speak();
      waiting.values().forEach(call -> messages.add(ChatMessage.tool(call.id(), NO_RESULT)));
      waiting.clear();
    }
  }

  private Perspective() {}
}

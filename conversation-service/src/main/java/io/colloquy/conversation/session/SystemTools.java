package io.colloquy.conversation.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.conversation.prompt.LanguagePresets;
import io.colloquy.conversation.tools.Offer;
import io.colloquy.conversation.tools.Tools;
import io.colloquy.conversation.turn.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The system tools that work on the conversation itself (pages 004 and 007): {@code end_call},
 * {@code skip_turn} and {@code language_detection}.
 */
final class SystemTools {

  private static final String END_CALL = "end_call";
  private static final String SKIP_TURN = "skip_turn";
  private static final String LANGUAGE_DETECTION = "language_detection";

  private static final Set<String> KNOWN = Set.of(END_CALL, SKIP_TURN, LANGUAGE_DETECTION);

  /** What the model is told of those that the agent has. */
  static List<ToolSpec> offered(ConversationConfig config) {
    return Tools.offers(config.agent().prompt()).stream()
        .filter(offer -> offer.type().equals(Offer.SYSTEM) && KNOWN.contains(offer.name()))
        .map(offer -> described(offer.spec(), config))
        .toList();
  }

  /** The languages into which the agent follows its user, if it has the tool; else none. */
  static Set<String> followedLanguages(List<ToolSpec> offered, ConversationConfig config) {
    boolean follows = offered.stream().anyMatch(tool -> tool.name().equals(LANGUAGE_DETECTION));
    return follows ? LanguagePresets.languages(config) : Set.of();
  }

  private static ToolSpec described(ToolSpec tool, ConversationConfig config) {
    if (!tool.name().equals(LANGUAGE_DETECTION)) {
      return tool;
    }
    var codes = String.join(", ", LanguagePresets.languages(config));
    return new ToolSpec(
        tool.name(), tool.description() + "\nLanguage codes: " + codes, tool.parameters());
  }

  /**
   * Uses the tools, in order; one that ends the agent's turn is the last.
   *
   * @param speak changes the language of the conversation; false for one that the agent lacks
   * @return what came of it, for the turn machine
   */
  static Event use(String generation, List<ToolCall> calls, Predicate<String> speak) {
    List<ChatMessage> results = new ArrayList<>();
    for (var call : calls) {
      var arguments = arguments(call);
      switch (call.name()) {
        case END_CALL -> {
          var message = arguments.path("message").asText("");
          return new Event.Farewell(generation, message, "end_call tool was called");
        }
        case SKIP_TURN -> {
          return new Event.TurnSkipped(generation);
        }
        case LANGUAGE_DETECTION -> results.add(languageChanged(call, arguments, speak));
        default -> results.add(failed(call, "There is no tool of this name."));
      }
    }
    return new Event.ToolsAnswered(generation, results);
  }

  private static ChatMessage languageChanged(
      ToolCall call, JsonNode arguments, Predicate<String> speak) {
    var language = arguments.path("language").asText("");
    if (!speak.test(language)) {
      return failed(call, "The agent does not speak this language.");
    }
    var result = Json.MAPPER.createObjectNode();
    result
        .put("result_type", "language_detection_success")
        .put("status", "success")
        .put("reason", arguments.path("reason").asText(""))
        .put("language", language);
    return ChatMessage.tool(call.id(), result.toString());
  }

  private static ChatMessage failed(ToolCall call, String why) {
    var result = Json.MAPPER.createObjectNode();
    result.put("status", "error").put("is_error", true).put("error", why);
    return ChatMessage.tool(call.id(), result.toString());
  }

  /** Malformed ones count as none; the tool then says what it lacks. */
  private static JsonNode arguments(ToolCall call) {
    try {
      return Json.MAPPER.readTree(call.arguments());
    } catch (JsonProcessingException e) {
      return Json.MAPPER.createObjectNode();
    }
  }

  private SystemTools() {}
}

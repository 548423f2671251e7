package io.colloquy.llm.builtin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ChatMessage.Role;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.llm.ToolSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * When the builtin model uses a tool. It understands no request; it knows four patterns:
 *
 * <ul>
 *   <li>{@code end_call} where the caller says goodbye,
 *   <li>{@code skip_turn} where the caller asks for a moment,
 *   <li>{@code language_detection} where the caller asks for a language that the tool lists,
 *   <li>any tool where the caller says all the words of its name that mean something: "what is the
 *       weather in Rome" uses {@code get_weather}. Arguments are read from the same sentence: a
 *       value of the parameter's list, a number, what follows the parameter's name, or, for the one
 *       text that a tool needs, what follows "in", "for", "about" or "to".
 * </ul>
 */
final class ToolGrammar {

  /** What is to be said, perhaps nothing, and then done. */
  record Step(String text, Optional<ToolCall> call) {}

  private static final String END_CALL = "end_call";
  private static final String SKIP_TURN = "skip_turn";
  private static final String LANGUAGE = "language_detection";
  private static final String FAREWELL = "Thank you for calling. Goodbye!";
  private static final Optional<ToolCall> NO_CALL = Optional.empty();
  private static final int LONGEST_REPORT = 300;
  private static final int MOST_MEMBERS = 4;

  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[_-]+");
  private static final Pattern PHRASE_END = Pattern.compile("[.?!]+$|[,;] ");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Pattern ABOUT =
      Pattern.compile("(?i)^.*\\b(?:in|for|about|to|of|named|called)\\s+(.+)$");
  private static final Pattern ASKS_TO_SPEAK =
      Pattern.compile(
          "\\b(speak|talk|switch|change|continue|answer|use|language|sprechen|sprichst|reden"
              + "|hablar?|hablas|parle[rz]?|parlare|parli|falar?)\\b");

  private static final Pattern ASKS_FOR_A_MOMENT =
      Pattern.compile(
          "\\b(hold on|hang on|let me (think|see|check|look)|(give me|wait|just|need) (a|one)"
              + " (moment|second|minute|sec)|^one (moment|second))\\b");

  private static final Map<String, String> CODES = codes();

  /** English and own names of languages, as {@link Words#normalised} writes them. */
  private static Map<String, String> codes() {
    return Stream.of(
            ("ar bg cs da de el en es fi fil fr hi hr hu id it ja ko ms nl no pl pt ro ru sk sv ta"
                    + " tr uk vi zh")
                .split(" "))
        .flatMap(
            code ->
                Stream.of(Locale.ENGLISH, Locale.of(code))
                    .map(in -> Words.normalised(Locale.of(code).getDisplayLanguage(in)))
                    .distinct()
                    .map(name -> Map.entry(name, code)))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a));
  }

  /** What the tools, or their results, make of the last message; empty where they do not matter. */
  static Optional<Step> next(List<ChatMessage> conversation, List<ToolSpec> tools) {
    if (conversation.isEmpty()) {
      return Optional.empty();
    }
    var last = conversation.getLast();
    return switch (last.role()) {
      case TOOL -> Optional.of(new Step(report(conversation), Optional.empty()));
      case USER -> request(last.content().strip(), conversation, tools);
      case SYSTEM, ASSISTANT -> Optional.empty();
    };
  }

  private static Optional<Step> request(
      String said, List<ChatMessage> conversation, List<ToolSpec> tools) {
    var id =
        "call_"
            + (1 + conversation.stream().mapToLong(message -> message.toolCalls().size()).sum());
    return named(END_CALL, tools)
        .filter(_ -> SmallTalk.in(Words.normalised(said)).equals(Optional.of(SmallTalk.GOODBYE)))
        .map(tool -> endCall(id, tool))
        .or(
            () ->
                named(SKIP_TURN, tools)
                    .filter(_ -> ASKS_FOR_A_MOMENT.matcher(Words.normalised(said)).find())
                    .map(tool -> new Step("", Optional.of(call(id, tool, skipTurn())))))
        .or(() -> named(LANGUAGE, tools).flatMap(tool -> language(id, tool, said)))
        .or(
            () ->
                tools.stream()
                    .filter(tool -> !tool.name().equals(END_CALL) && !tool.name().equals(LANGUAGE))
                    .filter(tool -> names(said, tool))
                    .findFirst()
                    .map(tool -> use(id, tool, said)));
  }

  private static Optional<ToolSpec> named(String name, List<ToolSpec> tools) {
    return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
  }

  private static Step endCall(String id, ToolSpec tool) {
    boolean speaksItself = tool.parameters().path("properties").has("message");
    var arguments = Json.MAPPER.createObjectNode().put("reason", "The caller said goodbye.");
    if (speaksItself) {
      arguments.put("message", FAREWELL);
    }
    return new Step(speaksItself ? "" : FAREWELL, Optional.of(call(id, tool, arguments)));
  }

  private static ObjectNode skipTurn() {
    return Json.MAPPER.createObjectNode().put("reason", "The caller asked for a moment.");
  }

  private static Optional<Step> language(String id, ToolSpec tool, String said) {
    var words = Words.of(said);
    boolean asks = words.size() <= 3 || ASKS_TO_SPEAK.matcher(String.join(" ", words)).find();
    return words.stream()
        .filter(_ -> asks)
        .flatMap(word -> Optional.ofNullable(CODES.get(word)).stream())
        .filter(code -> lists(tool, code))
        .findFirst()
        .map(
            code ->
                call(
                    id,
                    tool,
                    Json.MAPPER
                        .createObjectNode()
                        .put("reason", "The caller asked for this language.")
                        .put("language", code)))
        .map(call -> new Step("", Optional.of(call)));
  }

  private static boolean lists(ToolSpec tool, String code) {
    var allowed = tool.parameters().path("properties").path("language").path("enum");
    if (allowed.isArray()) {
      return elements(allowed).anyMatch(value -> value.asText().equals(code));
    }
    var name = Locale.of(code).getDisplayLanguage(Locale.ENGLISH);
    return Pattern.compile("(?<![\\w-])" + code + "(?![\\w-])").matcher(tool.description()).find()
        || tool.description().contains(name);
  }

  private static boolean names(String said, ToolSpec tool) {
    var words = Words.telling(said);
    var name = Words.telling(spoken(tool.name()));
    return !name.isEmpty()
        && name.stream().allMatch(part -> words.stream().anyMatch(w -> Words.alike(w, part)));
  }

  private static String spoken(String name) {
    return CAMEL.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT).strip();
  }

  private static Step use(String id, ToolSpec tool, String said) {
    var required = elements(tool.parameters().path("required")).map(JsonNode::asText).toList();
    var arguments = Json.MAPPER.createObjectNode();
    for (var parameter : tool.parameters().path("properties").properties()) {
      boolean needed = required.contains(parameter.getKey());
      value(parameter.getKey(), parameter.getValue(), said, needed && required.size() == 1)
          .ifPresent(value -> arguments.set(parameter.getKey(), value));
    }
    return required.stream()
        .filter(name -> !arguments.has(name))
        .findFirst()
        .map(name -> new Step("For that I need to know the " + spoken(name) + ".", NO_CALL))
        .orElseGet(() -> new Step("", Optional.of(call(id, tool, arguments))));
  }

  private static Optional<JsonNode> value(
      String name, JsonNode schema, String said, boolean isOnlyOne) {
    if (schema.path("enum").isArray()) {
      var words = " " + Words.normalised(said) + " ";
      return elements(schema.path("enum"))
          .filter(v -> words.contains(" " + Words.normalised(v.asText()) + " "))
          .findFirst();
    }
    return switch (schema.path("type").asText("string")) {
      case "integer", "number" ->
          NUMBER.matcher(said).results().findFirst().map(n -> json(n.group()));
      case "string" -> text(name, said, isOnlyOne).map(TextNode::valueOf);
      default -> Optional.empty();
    };
  }

  private static Optional<String> text(String name, String said, boolean isOnlyOne) {
    if (name.equals("reason")) {
      return Optional.of("The caller asked for it.");
    }
    var afterName =
        Pattern.compile("(?i)\\b" + Pattern.quote(spoken(name)) + "\\s+(?:is\\s+)?(.+)$");
    return Stream.of(afterName, ABOUT)
        .filter(pattern -> pattern == afterName || isOnlyOne)
        .flatMap(pattern -> PHRASE_END.splitAsStream(said).map(pattern::matcher))
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1).strip())
        .findFirst();
  }

  private static ToolCall call(String id, ToolSpec tool, ObjectNode arguments) {
    return new ToolCall(id, tool.name(), Json.text(arguments));
  }

  /** What the last result says. */
  private static String report(List<ChatMessage> conversation) {
    var result = conversation.getLast();
    var call =
        conversation.stream()
            .filter(message -> message.role() == Role.ASSISTANT)
            .flatMap(message -> message.toolCalls().stream())
            .filter(made -> result.toolCallId().equals(Optional.of(made.id())))
            .reduce((_, later) -> later);
    var document = json(result.content());
    if (document.hasNonNull("error")) {
      return "That did not work: " + withoutStop(document.get("error").asText("an error")) + ".";
    }
    if (call.filter(made -> made.name().equals(LANGUAGE)).isPresent()) {
      return "The language is changed. I am a demo and know English only, so I go on in English.";
    }
    var said = said(document, result.content());
    return said.isBlank()
        ? "That is done."
        : call.map(made -> "From " + spoken(made.name()) + ": ").orElse("I got: ") + said;
  }

  private static String withoutStop(String text) {
    return shortened(text).replaceAll("[.!]+$", "");
  }

  private static String said(JsonNode document, String content) {
    if (document.isArray()) {
      return "%d entries.".formatted(document.size());
    }
    if (document.isObject()) {
      var members =
          document.properties().stream()
              .filter(member -> member.getValue().isValueNode() && !member.getValue().isNull())
              .limit(MOST_MEMBERS)
              .map(member -> spoken(member.getKey()) + " " + member.getValue().asText())
              .collect(Collectors.joining(", "));
      return members.isEmpty() ? "" : shortened(members) + ".";
    }
    return shortened(document.isTextual() ? document.asText() : content.strip());
  }

  private static String shortened(String text) {
    return text.lastIndexOf(' ', LONGEST_REPORT) < 0 || text.length() <= LONGEST_REPORT
        ? text
        : text.substring(0, text.lastIndexOf(' ', LONGEST_REPORT)).strip() + " and so on";
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private ToolGrammar() {}
}

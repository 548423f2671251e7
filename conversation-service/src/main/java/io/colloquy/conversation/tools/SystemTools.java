package io.colloquy.conversation.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.llm.ToolSpec;

/** What a model is told of the system tools (pages 007, 036 and 037). */
final class SystemTools {

  private static final String REASON = "The reason for the tool call.";

  static ToolSpec spec(ObjectNode config) {
    var params = config.path("params");
    var kind = params.path("system_tool_type").asText(config.path("name").asText());
    var own = config.path("description").asText("").strip();
    return new ToolSpec(kind, own.isEmpty() ? description(kind, params) : own, parameters(kind));
  }

  private static String description(String kind, JsonNode params) {
    return switch (kind) {
      case "end_call" ->
          """
          Call this function to end the current conversation when the main task has been \
          completed and the user is satisfied, when the conversation has come to its natural \
          end, or when the user asks to end it.""";
      case "language_detection" ->
          """
          Change the conversation language when the user expresses a language preference \
          explicitly or keeps speaking another language.""";
      case "skip_turn" ->
          """
          Skip a turn when the user explicitly indicates they need a moment to think. You then \
          stay silent until the user speaks again.""";
      case "voicemail_detection" ->
          "Call this function when a voicemail system has answered instead of a person.";
      case "play_keypad_touch_tone" ->
          "Play touch tones of a telephone keypad, to find the way through a phone menu.";
      case "transfer_to_agent" ->
          "Transfer the user to another agent, by its number:" + rules(params);
      case "transfer_to_number" ->
          "Transfer the user to a person, by the number to call:" + rules(params);
      default -> "";
    };
  }

  /** When to transfer where. Agents are numbered from 0; a person has the number to call. */
  private static String rules(JsonNode params) {
    var rules = new StringBuilder();
    int index = 0;
    for (var transfer : params.path("transfers")) {
      var destination = destination(transfer);
      rules
          .append("\n- ")
          .append(destination.isEmpty() ? String.valueOf(index) : destination)
          .append(": ")
          .append(transfer.path("condition").asText());
      index++;
    }
    return rules.toString();
  }

  private static String destination(JsonNode transfer) {
    var to = transfer.path("transfer_destination");
    return to.path("phone_number")
        .asText(to.path("sip_uri").asText(transfer.path("phone_number").asText("")));
  }

  private static ObjectNode parameters(String kind) {
    var schema = Parameters.none();
    switch (kind) {
      case "end_call" -> {
        text(schema, "reason", REASON, true);
        text(
            schema,
            "message",
            "A farewell message to send to the user along right before ending the call.",
            false);
      }
      case "language_detection" -> {
        text(schema, "reason", REASON, true);
        text(
            schema,
            "language",
            "The language to switch to. Must be one of language codes in tool description.",
            true);
      }
      case "voicemail_detection" -> text(schema, "reason", REASON, true);
      case "play_keypad_touch_tone" -> {
        text(schema, "reason", REASON, false);
        text(schema, "dtmf_tones", "The keys to play: 0 to 9, * and #.", true);
      }
      case "transfer_to_agent" -> {
        text(schema, "reason", REASON, false);
        number(schema, "The number of the agent to transfer to, starting at 0.");
      }
      case "transfer_to_number" -> {
        text(schema, "reason", REASON, false);
        text(schema, "transfer_number", "The number to transfer to.", true);
        text(schema, "client_message", "Said to the user while they wait.", true);
        text(schema, "agent_message", "Said to the person who takes over.", true);
      }
      default -> text(schema, "reason", REASON, false);
    }
    return schema;
  }

  private static void text(ObjectNode schema, String name, String description, boolean required) {
    add(schema, name, "string", description, required);
  }

  private static void number(ObjectNode schema, String description) {
    add(schema, "agent_number", "integer", description, true);
  }

  private static void add(
      ObjectNode schema, String name, String type, String description, boolean required) {
    schema
        .withObjectProperty("properties")
        .putObject(name)
        .put("type", type)
        .put("description", description);
    if (required) {
      schema.withArrayProperty("required").add(name);
    }
  }

  private SystemTools() {}
}

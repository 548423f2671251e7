package io.colloquy.conversation.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import java.util.List;

/**
 * What a page needs to show an agent's widget (page 013). It is public: nothing of the prompt, the
 * tools or the rights is in it.
 */
final class Widget {

  private static final String LANGUAGE_PRESETS = "language_presets";

  static ObjectNode of(Agent agent) {
    var answer = Json.MAPPER.createObjectNode();
    answer.put("agent_id", agent.agentId());
    answer.set("widget_config", config(agent));
    return answer;
  }

  private static ObjectNode config(Agent agent) {
    JsonNode platform = Json.MAPPER.valueToTree(agent.platformSettings());
    var overridable = platform.at("/overrides/conversation_config_override");
    var settings = agent.conversationConfig();
    ObjectNode config = platform.withObject("/widget").deepCopy();
    boolean languageSelector = config.path("language_selector").asBoolean();
    config.remove(List.of("language_selector", "custom_avatar_path"));
    config.put("language", settings.agent().language());
    config.put("first_message", settings.agent().firstMessage());
    config.put("text_only", settings.conversation().textOnly());
    config.put(
        "supports_text_only",
        config.path("supports_text_only").asBoolean()
            || overridable.at("/conversation/text_only").asBoolean());
    config.putNull("use_rtc");
    if (languageSelector || overridable.at("/agent/language").asBoolean()) {
      ArrayNode languages = config.putArray("supported_language_overrides");
      settings.languagePresets().keySet().forEach(languages::add);
    } else {
      config.putNull("supported_language_overrides");
    }
    config.set(LANGUAGE_PRESETS, languagePresets(agent, config.path(LANGUAGE_PRESETS)));
    return config;
  }

  /** The texts of the widget and the first words of the agent, for each language that it has. */
  private static ObjectNode languagePresets(Agent agent, JsonNode texts) {
    var presets = Json.MAPPER.createObjectNode();
    JsonNode overrides = Json.MAPPER.valueToTree(agent.conversationConfig().languagePresets());
    for (var preset : overrides.properties()) {
      var shown = presets.putObject(preset.getKey());
      shown.set("first_message", orNull(firstMessage(preset.getValue())));
      shown.set("text_contents", orNull(texts.path(preset.getKey()).path("text_contents")));
    }
    for (var text : texts.properties()) {
      if (!presets.has(text.getKey())) {
        var shown = presets.putObject(text.getKey());
        shown.putNull("first_message");
        shown.set("text_contents", orNull(text.getValue().path("text_contents")));
      }
    }
    return presets;
  }

  /** As translated by the preset: either in its overrides or as its translation. */
  private static JsonNode firstMessage(JsonNode preset) {
    var own = preset.at("/overrides/agent/first_message");
    return own.isTextual() ? own : preset.at("/first_message_translation/text");
  }

  private static JsonNode orNull(JsonNode node) {
    return node.isMissingNode() ? Json.MAPPER.nullNode() : node;
  }

  private Widget() {}
}

package io.colloquy.conversation.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.agent.ConversationConfig;
import java.util.Set;
import java.util.TreeSet;

/** The languages of an agent, and what changes with them (pages 003 and 004). */
public final class LanguagePresets {

  /** The agent's own language and those that it has presets for. */
  public static Set<String> languages(ConversationConfig config) {
    Set<String> languages = new TreeSet<>(config.languagePresets().keySet());
    languages.add(config.agent().language());
    return languages;
  }

  /**
   * Puts a preset over the configuration that has it. What the preset leaves out stays. Its first
   * message is its own, else the translation of the agent's.
   */
  static void overlay(ObjectNode config, String language) {
    var own = config.at("/agent/language").asText();
    if (own.equals(language)) {
      return;
    }
    var preset = config.path("language_presets").path(language);
    if (preset.path("overrides") instanceof ObjectNode overrides) {
      merge(config, overrides);
    }
    var agent = config.withObjectProperty("agent");
    var translation = preset.at("/first_message_translation/text");
    if (isUnset(preset.at("/overrides/agent/first_message")) && translation.isTextual()) {
      agent.set("first_message", translation);
    }
    agent.put("language", language);
    // The way back: the agent's own language is one of several now.
    config.withObjectProperty("language_presets").withObjectProperty(own).putObject("overrides");
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    for (var member : from.properties()) {
      if (isUnset(member.getValue())) {
        continue;
      }
      if (member.getValue() instanceof ObjectNode inner
          && into.get(member.getKey()) instanceof ObjectNode present) {
        merge(present, inner);
      } else {
        into.set(member.getKey(), member.getValue());
      }
    }
  }

  private static boolean isUnset(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private LanguagePresets() {}
}

package io.colloquy.conversation.prompt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.agent.ConversationConfig;

/**
 * The configuration with which one agent takes a conversation over from another (page 037): its
 * own, whole, but for what the client's line has been set up for. It goes on in the language that
 * is spoken, if it has that one.
 */
public final class Succession {

  public static ConversationConfig of(Agent next, ConversationConfig current) {
    ObjectNode config = Json.MAPPER.valueToTree(next.conversationConfig());
    var language = current.agent().language();
    if (LanguagePresets.languages(next.conversationConfig()).contains(language)) {
      LanguagePresets.overlay(config, language);
    }
    return line(Json.MAPPER.convertValue(config, ConversationConfig.class), current);
  }

  /** The same for the line that the client has been set up for. */
  public static ConversationConfig line(ConversationConfig next, ConversationConfig current) {
    ObjectNode config = Json.MAPPER.valueToTree(next);
    ObjectNode line = Json.MAPPER.valueToTree(current);
    keep(line, config, "conversation", "text_only");
    keep(line, config, "conversation", "max_duration_seconds");
    keep(line, config, "tts", "agent_output_audio_format");
    keep(line, config, "asr", "user_input_audio_format");
    return Json.MAPPER.convertValue(config, ConversationConfig.class);
  }

  private static void keep(ObjectNode from, ObjectNode to, String part, String member) {
    to.withObjectProperty(part).set(member, from.path(part).path(member));
  }

  private Succession() {}
}

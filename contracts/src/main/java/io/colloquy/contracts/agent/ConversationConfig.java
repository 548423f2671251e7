package io.colloquy.contracts.agent;

import io.colloquy.contracts.Json;
import java.util.Map;

/** {@code conversation_config} of an agent (page 071). */
public record ConversationConfig(
    AgentSettings agent,
    AsrSettings asr,
    TurnSettings turn,
    TtsSettings tts,
    ConversationSettings conversation,
    Map<String, Object> languagePresets,
    Map<String, Object> vad,
    @Rest Map<String, Object> rest) {

  public ConversationConfig {
    agent = Defaults.or(agent, AgentSettings.defaults());
    asr = Defaults.or(asr, AsrSettings.defaults());
    turn = Defaults.or(turn, TurnSettings.defaults());
    tts = Defaults.or(tts, TtsSettings.defaults());
    conversation = Defaults.or(conversation, ConversationSettings.defaults());
    languagePresets = Defaults.map(languagePresets);
    vad = Defaults.filled(vad, Map.of("background_voice_detection", false));
    rest = Defaults.map(rest);
  }

  public static ConversationConfig defaults() {
    return Json.read("{}", ConversationConfig.class);
  }
}

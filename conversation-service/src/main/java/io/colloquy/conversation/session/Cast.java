package io.colloquy.conversation.session;

import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.agent.TtsSettings.SupportedVoice;
import io.colloquy.contracts.speech.Voice;
import java.util.Optional;

/** Who speaks: the agent's own voice, or one of its further voices by label (page 000). */
final class Cast {

  private static final String ENGLISH = "en";

  private final ConversationConfig config;

  Cast(ConversationConfig config) {
    this.config = config;
  }

  Voice voice(Optional<String> label) {
    return label.flatMap(this::find).map(this::further).orElseGet(this::own);
  }

  private Optional<SupportedVoice> find(String label) {
    return config.tts().supportedVoices().stream()
        .filter(voice -> voice.label().equals(label))
        .findFirst();
  }

  private Voice own() {
    var tts = config.tts();
    var language = config.agent().language();
    return new Voice(
        tts.voiceId(),
        Optional.of(model(family(tts.modelId()), language)),
        language,
        tts.speed(),
        tts.stability(),
        tts.similarityBoost(),
        tts.pronunciationDictionaryLocators());
  }

  private Voice further(SupportedVoice voice) {
    var tts = config.tts();
    var language = voice.language().orElse(config.agent().language());
    return new Voice(
        voice.voiceId(),
        Optional.of(model(voice.modelFamily().orElse(family(tts.modelId())), language)),
        language,
        voice.speed().orElse(tts.speed()),
        voice.stability().orElse(tts.stability()),
        voice.similarityBoost().orElse(tts.similarityBoost()),
        tts.pronunciationDictionaryLocators());
  }

  private static String family(String model) {
    return model.replaceFirst("^eleven_(.+)_v2(_5)?$", "$1");
  }

  /** English is spoken by the second generation always, other languages by 2.5 (page 003). */
  private static String model(String family, String language) {
    boolean english = language.equals(ENGLISH) || language.startsWith(ENGLISH + "-");
    return switch (family) {
      case "flash", "turbo" -> "eleven_" + family + (english ? "_v2" : "_v2_5");
      case "multilingual" -> "eleven_multilingual_v2";
      default -> family; // a model of another provider
    };
  }
}

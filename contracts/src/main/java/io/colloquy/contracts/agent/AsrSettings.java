package io.colloquy.contracts.agent;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Json;
import java.util.List;
import java.util.Map;

/** {@code conversation_config.asr}: how the user is heard (page 071). */
public record AsrSettings(
    String quality,
    String provider,
    AudioFormat userInputAudioFormat,
    List<String> keywords,
    @Rest Map<String, Object> rest) {

  public AsrSettings {
    quality = Defaults.or(quality, "high");
    provider = Defaults.or(provider, "elevenlabs");
    userInputAudioFormat = Defaults.or(userInputAudioFormat, AudioFormat.PCM_16000);
    keywords = Defaults.list(keywords);
    rest = Defaults.map(rest);
  }

  public static AsrSettings defaults() {
    return Json.read("{}", AsrSettings.class);
  }
}

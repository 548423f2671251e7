package io.colloquy.contracts.agent;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code conversation_config.tts}: how the agent sounds (pages 000 to 002, 071).
 *
 * @param speed 0.7 to 1.2
 * @param supportedVoices at most 9: with the default voice they are 10
 * @param optimizeStreamingLatency 0 to 4; taken as number or text, returned as a number
 */
public record TtsSettings(
    String modelId,
    String voiceId,
    List<SupportedVoice> supportedVoices,
    AudioFormat agentOutputAudioFormat,
    @JsonDeserialize(using = LatencyLevel.class) Integer optimizeStreamingLatency,
    Double stability,
    Double speed,
    Double similarityBoost,
    List<PronunciationDictionaryLocator> pronunciationDictionaryLocators,
    @Rest Map<String, Object> rest) {

  public TtsSettings {
    modelId = Defaults.or(modelId, "eleven_flash_v2");
    voiceId = Defaults.or(voiceId, "cjVigY5qzO86Huf0OWal");
    supportedVoices = Defaults.list(supportedVoices);
    agentOutputAudioFormat = Defaults.or(agentOutputAudioFormat, AudioFormat.PCM_16000);
    optimizeStreamingLatency = Defaults.or(optimizeStreamingLatency, 3);
    stability = Defaults.or(stability, 0.5);
    speed = Defaults.or(speed, 1.0);
    similarityBoost = Defaults.or(similarityBoost, 0.8);
    pronunciationDictionaryLocators = Defaults.list(pronunciationDictionaryLocators);
    rest = Defaults.map(rest);
  }

  public static TtsSettings defaults() {
    return Json.read("{}", TtsSettings.class);
  }

  /** A further voice that the agent may change to within an answer (page 000). */
  public record SupportedVoice(
      String label,
      String voiceId,
      Optional<String> description,
      Optional<String> language,
      Optional<String> modelFamily,
      @JsonDeserialize(contentUsing = LatencyLevel.class)
          Optional<Integer> optimizeStreamingLatency,
      Optional<Double> stability,
      Optional<Double> speed,
      Optional<Double> similarityBoost,
      @Rest Map<String, Object> rest) {
    public SupportedVoice {
      description = Defaults.or(description, Optional.empty());
      language = Defaults.or(language, Optional.empty());
      modelFamily = Defaults.or(modelFamily, Optional.empty());
      optimizeStreamingLatency = Defaults.or(optimizeStreamingLatency, Optional.empty());
      stability = Defaults.or(stability, Optional.empty());
      speed = Defaults.or(speed, Optional.empty());
      similarityBoost = Defaults.or(similarityBoost, Optional.empty());
      rest = Defaults.map(rest);
    }
  }

  /** One version of a pronunciation dictionary; no version means the latest (page 001). */
  public record PronunciationDictionaryLocator(
      String pronunciationDictionaryId,
      Optional<String> versionId,
      @Rest Map<String, Object> rest) {
    public PronunciationDictionaryLocator {
      versionId = Defaults.or(versionId, Optional.empty());
      rest = Defaults.map(rest);
    }
  }
}

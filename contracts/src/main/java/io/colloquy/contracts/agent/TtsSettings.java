package io.colloquy.contracts.agent;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Json;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code conversation_config.tts}: how the agent sounds (pages 000 to 002, 071).
 *
 * @param speed 0.7 to 1.2
 * @param optimizeStreamingLatency 0 to 4, as number or string, returned as it came
 */
public record TtsSettings(
    String modelId,
    String voiceId,
    @Size(max = 10) List<@Valid SupportedVoice> supportedVoices,
    AudioFormat agentOutputAudioFormat,
    JsonNode optimizeStreamingLatency,
    @DecimalMin("0") @DecimalMax("1") Double stability,
    @DecimalMin("0.7") @DecimalMax("1.2") Double speed,
    @DecimalMin("0") @DecimalMax("1") Double similarityBoost,
    List<@Valid PronunciationDictionaryLocator> pronunciationDictionaryLocators,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> rest) {

  public TtsSettings {
    modelId = Defaults.or(modelId, "eleven_turbo_v2");
    voiceId = Defaults.or(voiceId, "cjVigY5qzO86Huf0OWal");
    supportedVoices = Defaults.list(supportedVoices);
    agentOutputAudioFormat = Defaults.or(agentOutputAudioFormat, AudioFormat.PCM_16000);
    optimizeStreamingLatency = Defaults.or(optimizeStreamingLatency, IntNode.valueOf(3));
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
      @NotNull @Size(min = 1) String label,
      @NotNull @Size(min = 1) String voiceId,
      Optional<String> description,
      Optional<String> language,
      Optional<String> modelFamily,
      Optional<JsonNode> optimizeStreamingLatency,
      Optional<@DecimalMin("0") @DecimalMax("1") Double> stability,
      Optional<@DecimalMin("0.7") @DecimalMax("1.2") Double> speed,
      Optional<@DecimalMin("0") @DecimalMax("1") Double> similarityBoost,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> rest) {
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
      @NotNull String pronunciationDictionaryId,
      Optional<String> versionId,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> rest) {
    public PronunciationDictionaryLocator {
      versionId = Defaults.or(versionId, Optional.empty());
      rest = Defaults.map(rest);
    }
  }
}

package io.colloquy.contracts.speech;

import io.colloquy.contracts.agent.TtsSettings.PronunciationDictionaryLocator;
import java.util.List;
import java.util.Optional;

/**
 * The voice that a piece is spoken with.
 *
 * @param speed 0.7 to 1.2, 1 is the voice's own
 * @param stability 0 to 1, for providers that know it
 * @param similarityBoost 0 to 1, for providers that know it
 * @param language ISO 639-1 code of the text
 * @param dictionaries how single words are to be said; the first that knows a word counts
 */
public record Voice(
    String voiceId,
    Optional<String> modelId,
    String language,
    double speed,
    double stability,
    double similarityBoost,
    List<PronunciationDictionaryLocator> dictionaries) {

  public Voice {
    // A message from before there were dictionaries names none.
    dictionaries = dictionaries == null ? List.of() : List.copyOf(dictionaries);
  }

  /** A voice that says every word as it would by itself. */
  public Voice(
      String voiceId,
      Optional<String> modelId,
      String language,
      double speed,
      double stability,
      double similarityBoost) {
    this(voiceId, modelId, language, speed, stability, similarityBoost, List.of());
  }
}

package io.colloquy.conversation.language;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives whoever asks the detector that is configured. */
@Singleton
class Detection {

  @Produces
  @ApplicationScoped
  LanguageDetector detector(LanguageConfig config) {
    return new LinguaDetector(config.highAccuracy(), config.margin());
  }
}

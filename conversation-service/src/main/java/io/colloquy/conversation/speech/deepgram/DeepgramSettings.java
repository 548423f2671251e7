package io.colloquy.conversation.speech.deepgram;

import java.util.Optional;

/**
 * How Deepgram is asked.
 *
 * @param baseUrl {@code wss://api.deepgram.com}, or a self-hosted one
 * @param apiKey never logged
 * @param model such as {@code nova-3}; see {@link #isNova3}
 * @param punctuate whether words come with punctuation and capitals
 * @param smartFormat whether numbers, dates and the like are written as people do
 */
public record DeepgramSettings(
    String baseUrl, Optional<String> apiKey, String model, boolean punctuate, boolean smartFormat) {

  /** Nova-3 takes key terms and hints at languages, the models before it keywords. */
  boolean isNova3() {
    return model.startsWith("nova-3");
  }

  @Override
  public String toString() {
    return "DeepgramSettings[" + baseUrl + ", " + model + "]";
  }
}

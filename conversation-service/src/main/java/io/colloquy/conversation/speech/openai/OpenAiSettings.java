package io.colloquy.conversation.speech.openai;

import java.time.Duration;
import java.util.Optional;

/**
 * How a transcription server is asked.
 *
 * @param baseUrl up to and with {@code /v1}
 * @param apiKey never logged; servers of one's own need none
 * @param model such as {@code whisper-1} or {@code gpt-4o-transcribe}
 * @param timeout for one request
 */
public record OpenAiSettings(
    String baseUrl, Optional<String> apiKey, String model, Duration timeout) {

  @Override
  public String toString() {
    return "OpenAiSettings[" + baseUrl + ", " + model + "]";
  }
}

package io.colloquy.conversation.speech.elevenlabs;

import java.util.Optional;

/**
 * How ElevenLabs is asked.
 *
 * @param baseUrl {@code wss://api.elevenlabs.io}, or that of a region
 * @param apiKey never logged
 * @param model {@code scribe_v2_realtime}
 */
public record ElevenLabsSettings(String baseUrl, Optional<String> apiKey, String model) {

  @Override
  public String toString() {
    return "ElevenLabsSettings[" + baseUrl + ", " + model + "]";
  }
}

package io.colloquy.conversation.speech.whisper;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where whisper's model is.
 *
 * @param model a file in the format of whisper.cpp ({@code ggml-*.bin})
 * @param language the only one that the model understands, as the first part of an IETF tag; empty
 *     for a multilingual one
 * @param threads that one utterance is computed with
 */
public record WhisperSettings(Optional<Path> model, Optional<String> language, int threads) {

  public WhisperSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("at least 1 thread: " + threads);
    }
  }
}

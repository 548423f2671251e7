package io.colloquy.conversation.speech.vosk;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where Vosk's model is.
 *
 * @param model a folder as Vosk offers them for download
 * @param language the model's language, as the first part of an IETF tag
 * @param most how many conversations it may hear at once
 */
public record VoskSettings(Optional<Path> model, String language, int most) {

  public VoskSettings {
    if (most < 1) {
      throw new IllegalArgumentException("at least 1 in use: " + most);
    }
  }
}

package io.colloquy.conversation.speech;

import io.colloquy.contracts.AudioFormat;
import java.util.List;

/**
 * Who will be heard.
 *
 * @param language an IETF tag such as {@code en} or {@code de-AT}
 * @param keywords words to expect; a provider that cannot favour them ignores them
 * @param line the format in which the sound arrives; a recogniser gets all of it at 16 kHz, but
 *     what a narrow line left out is missing
 */
public record Speaker(String language, List<String> keywords, AudioFormat line) {

  public Speaker {
    keywords = List.copyOf(keywords);
  }
}

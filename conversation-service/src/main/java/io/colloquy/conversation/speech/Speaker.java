package io.colloquy.conversation.speech;

import io.colloquy.contracts.AudioFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who will be heard.
 *
 * @param language an IETF tag such as {@code en} or {@code de-AT}
 * @param otherLanguages what else the speaker may use, {@code language} left out; a provider that
 *     detects languages does so if there are any, others hear {@code language} alone
 * @param keywords words to expect; a provider that cannot favour them ignores them
 * @param line the format in which the sound arrives; a recogniser gets all of it at 16 kHz, but
 *     what a narrow line left out is missing
 */
public record Speaker(
    String language, Set<String> otherLanguages, List<String> keywords, AudioFormat line) {

  public Speaker {
    otherLanguages =
        otherLanguages.stream()
            .filter(other -> !other.equals(language))
            .collect(Collectors.toUnmodifiableSet());
    keywords = List.copyOf(keywords);
  }

  /** A speaker of one language. */
  public Speaker(String language, List<String> keywords, AudioFormat line) {
    this(language, Set.of(), keywords, line);
  }
}

package io.colloquy.conversation.speech;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a recogniser knows of an utterance beyond its words.
 *
 * @param language the language that it detected, as an IETF tag such as {@code en} or {@code
 *     pt-BR}; empty if it was told the language, or does not say
 * @param confidence how sure it is of the words, 0 to 1
 * @param punctuated whether the words come with punctuation and capitals
 */
public record Facts(Optional<String> language, OptionalDouble confidence, boolean punctuated) {

  /** Of a recogniser that knows words only. */
  public static final Facts NONE = new Facts(Optional.empty(), OptionalDouble.empty(), false);
}

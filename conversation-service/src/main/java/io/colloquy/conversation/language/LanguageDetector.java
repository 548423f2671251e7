package io.colloquy.conversation.language;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which of an agent's languages a turn is in. For any number of threads, but not for an event
 * loop: the first text in a language may take a second.
 */
public interface LanguageDetector {

  /**
   * The language of a text, if it is long and clear enough.
   *
   * @param text what was said or typed; of less than three words nothing is concluded
   * @param among the agent's languages, as IETF tags; with less than two there is no question, and
   *     nothing is loaded
   * @return one of {@code among}, as it stands there
   */
  Optional<String> detect(String text, Set<String> among);

  /**
   * The language of a turn: the one that the recogniser heard, if it is one of the agent's, or else
   * that of the text.
   *
   * @param heard what the recogniser says, as an IETF tag
   */
  default Optional<String> detect(String text, Optional<String> heard, Set<String> among) {
    if (among.size() < 2) {
      return Optional.empty();
    }
    return heard.flatMap(tag -> matching(tag, among)).or(() -> detect(text, among));
  }

  private static Optional<String> matching(String tag, Set<String> among) {
    return among.stream()
        .filter(own -> normal(own).equals(normal(tag)))
        .findFirst()
        .or(
            () ->
                among.stream()
                    .filter(own -> LanguageTag.primary(own).equals(LanguageTag.primary(tag)))
                    .sorted()
                    .findFirst());
  }

  private static String normal(String tag) {
    return tag.replace('_', '-').toLowerCase(Locale.ROOT);
  }
}

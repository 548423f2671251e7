package io.colloquy.tts.hosted;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where and as whom a service is asked.
 *
 * @param provider its name, for voices, metrics and logs
 * @param baseUrl without a slash at the end
 * @param apiKey never shown
 * @param model what is asked for where an agent's model is not the service's own; empty for the
 *     service's usual one
 * @param sampleRate of the sound that is asked for, where the service leaves a choice
 * @param languages ISO 639-1 codes; empty for all
 */
public record Account(
    String provider,
    URI baseUrl,
    Optional<String> apiKey,
    Optional<String> model,
    int sampleRate,
    List<String> languages,
    Patience patience) {

  public Account {
    languages = languages.stream().map(Account::base).toList();
  }

  boolean speaks(String language) {
    return languages.isEmpty() || languages.contains(base(language));
  }

  URI at(String path) {
    return URI.create(baseUrl + path);
  }

  static String base(String language) {
    return language.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
  }

  @Override
  public String toString() {
    return provider + " at " + baseUrl.getHost();
  }
}

package io.colloquy.conversation.session;

import com.fasterxml.jackson.core.type.TypeReference;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.language.LanguageTag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What the platform itself has to say, by language. */
public final class Phrases {

  private static final String STANDARD = "en";

  /**
   * The phrases of one language.
   *
   * @param fillers for a silence that is the agent's; none leave it silent
   * @param apology where no model answers
   * @param brokenOff the same in the middle of an answer
   * @param goodbye where the call ends for it
   */
  public record InLanguage(List<String> fillers, String apology, String brokenOff, String goodbye) {
    public InLanguage {
      fillers = List.copyOf(fillers);
    }
  }

  /** Words of the operator's own, by language; a language that is missing keeps its standard. */
  public record Own(
      Map<String, List<String>> fillers,
      Map<String, String> apology,
      Map<String, String> brokenOff,
      Map<String, String> goodbye) {

    public static final Own NONE = new Own(Map.of(), Map.of(), Map.of(), Map.of());
  }

  private final Map<String, InLanguage> byLanguage;
  private final Own own;

  private Phrases(Map<String, InLanguage> byLanguage, Own own) {
    this.byLanguage = Map.copyOf(byLanguage);
    this.own = own;
  }

  /** Those that come with the service, under the operator's. */
  public static Phrases with(Own own) {
    try (var file = Objects.requireNonNull(Phrases.class.getResourceAsStream("phrases.json"))) {
      return new Phrases(Json.MAPPER.readValue(file, new TypeReference<>() {}), own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A language that nobody knows phrases for has no fillers, because they can be done without, and
   * apologises in English.
   */
  public InLanguage in(String tag) {
    var language = LanguageTag.primary(tag);
    var known = Optional.ofNullable(byLanguage.get(language));
    var standard = known.orElseGet(() -> byLanguage.get(STANDARD));
    return new InLanguage(
        own.fillers().getOrDefault(language, known.map(InLanguage::fillers).orElseGet(List::of)),
        own.apology().getOrDefault(language, standard.apology()),
        own.brokenOff().getOrDefault(language, standard.brokenOff()),
        own.goodbye().getOrDefault(language, standard.goodbye()));
  }

  /** The languages that come with the service. */
  Set<String> languages() {
    return byLanguage.keySet();
  }
}

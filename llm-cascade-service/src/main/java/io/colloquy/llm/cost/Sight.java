package io.colloquy.llm.cost;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What models take beside words, and how long they think, by the catalogue; its newer versions as the one before. */
public final class Sight {

  /** Models of these families that the catalogue does not hold are newer than it. */
  private static final List<String> SEEING = List.of("gpt-", "claude-", "gemini-");

  private static final List<Catalogue.Entry> KNOWN = Catalogue.load().entries();

  public static boolean takesImages(String model) {
    return facts(model).map(ModelFacts::images).orElseGet(() -> isOfSeeingFamily(model));
  }

  /** Whether a PDF is understood as it is. */
  public static boolean takesDocuments(String model) {
    return facts(model).map(ModelFacts::documents).orElseGet(() -> isOfSeeingFamily(model));
  }

  /** How long a model can be told to think; empty for one that cannot be told. */
  public static List<String> reasoningEfforts(String model) {
    return facts(model).map(ModelFacts::reasoningEfforts).orElse(List.of());
  }

  /** Those of the longest name that this one begins with. */
  private static Optional<ModelFacts> facts(String model) {
    return KNOWN.stream()
        .map(Catalogue.Entry::facts)
        .filter(facts -> model.startsWith(facts.llm()))
        .max(Comparator.comparingInt(facts -> facts.llm().length()));
  }

  private static boolean isOfSeeingFamily(String model) {
    return SEEING.stream().anyMatch(model::startsWith);
  }

  private Sight() {}
}

package io.colloquy.llm.model;

import java.util.List;
import java.util.Optional;

/**
 * Which provider serves which model id.
 *
 * <p>A model of a family that a provider offers goes to that provider. Every other id goes to the
 * standard provider, {@code builtin} too where that is wanted, so that a key alone makes a real
 * agent of the demo. Without a provider the builtin model serves every id.
 */
public final class Models {

  public static final String BUILTIN = "builtin";

  /** Models whose ids begin alike. */
  public record Family(String prefix, LanguageModel provider) {}

  private final LanguageModel builtin;
  private final List<Family> families;
  private final Optional<LanguageModel> standard;
  private final boolean builtinReplaced;

  public Models(
      LanguageModel builtin,
      List<Family> families,
      Optional<LanguageModel> standard,
      boolean builtinReplaced) {
    this.builtin = builtin;
    this.families = List.copyOf(families);
    this.standard = standard;
    this.builtinReplaced = builtinReplaced;
  }

  /** One provider at most, which serves everything. */
  public Models(LanguageModel builtin, Optional<LanguageModel> standard, boolean builtinReplaced) {
    this(builtin, List.of(), standard, builtinReplaced);
  }

  public LanguageModel serving(String modelId) {
    return families.stream()
        .filter(family -> modelId.startsWith(family.prefix()))
        .map(Family::provider)
        .findFirst()
        .or(() -> standard.filter(_ -> builtinReplaced || !modelId.equals(BUILTIN)))
        .orElse(builtin);
  }
}

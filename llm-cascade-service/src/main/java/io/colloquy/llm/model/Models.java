package io.colloquy.llm.model;

import io.colloquy.contracts.llm.CustomModel;
import io.colloquy.contracts.llm.LlmRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
  private final Function<CustomModel, LanguageModel> customs;

  public Models(
      LanguageModel builtin,
      List<Family> families,
      Optional<LanguageModel> standard,
      boolean builtinReplaced,
      Function<CustomModel, LanguageModel> customs) {
    this.customs = customs;
    this.builtin = builtin;
    this.families = List.copyOf(families);
    this.standard = standard;
    this.builtinReplaced = builtinReplaced;
  }

  /** One provider at most, which serves everything. */
  public Models(LanguageModel builtin, Optional<LanguageModel> standard, boolean builtinReplaced) {
    this(
        builtin,
        List.of(),
        standard,
        builtinReplaced,
        custom -> {
          throw new IllegalArgumentException("no custom models here: " + custom.url());
        });
  }

  /** The customer's own model where the request names one, and no other. */
  public LanguageModel serving(LlmRequest.Generate request) {
    return request.custom().map(customs).orElseGet(() -> serving(request.model()));
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

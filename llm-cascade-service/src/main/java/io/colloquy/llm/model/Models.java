package io.colloquy.llm.model;

import io.colloquy.contracts.llm.CustomModel;
import io.colloquy.contracts.llm.LlmRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which provider serves which model id.
 *
 * <p>A model of a family that a provider offers goes to that provider. Every other id goes to the
 * standard provider, {@code builtin} too where that is wanted, so that a key alone makes a real
 * agent of the demo. Without a provider the builtin model serves every id.
 */
public final class Models {

  public static final String BUILTIN = "builtin";

  /** The models that a provider has. */
  public record Family(Predicate<String> has, LanguageModel provider) {

    /** Models whose ids begin alike. */
    public static Family of(String prefix, LanguageModel provider) {
      return new Family(id -> id.startsWith(prefix), provider);
    }
  }

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

  /** The provider of the model's own family, if it is here. */
  public Optional<LanguageModel> having(String modelId) {
    return families.stream()
        .filter(family -> family.has().test(modelId))
        .map(Family::provider)
        .findFirst();
  }

  public LanguageModel serving(String modelId) {
    return having(modelId)
        .or(() -> standard.filter(_ -> builtinReplaced || !modelId.equals(BUILTIN)))
        .orElse(builtin);
  }
}

package io.colloquy.llm.cost;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a model that agents may name.
 *
 * @param provider who has it: {@code openai}, {@code anthropic}, {@code gemini}, or another that
 *     can only be stood in for
 * @param maxTokens the longest answer, in tokens; 0 where it is not known
 * @param maxContext the longest conversation, in tokens; 0 where it is not known
 * @param pricePerMinute US dollars, of a model that is sold by the minute
 * @param tools whether it can ask for tools
 * @param zeroRetention whether its provider keeps nothing of what it is asked
 * @param hipaa whether it may be told of patients
 * @param checkpoints names of fixed versions of this model
 */
public record ModelFacts(
    String llm,
    String provider,
    int maxTokens,
    int maxContext,
    Prices prices,
    Optional<BigDecimal> pricePerMinute,
    boolean images,
    boolean documents,
    Boolean tools,
    boolean parallelToolCalls,
    boolean zeroRetention,
    boolean hipaa,
    List<String> reasoningEfforts,
    List<String> checkpoints) {

  /**
   * US dollars for a million tokens; none where a price is not known, or there is no such thing.
   */
  public record Prices(
      Optional<BigDecimal> input,
      Optional<BigDecimal> output,
      Optional<BigDecimal> cacheRead,
      Optional<BigDecimal> cacheWrite) {

    static final Prices UNKNOWN =
        new Prices(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public ModelFacts {
    prices = prices == null ? Prices.UNKNOWN : prices;
    tools = tools == null || tools;
    reasoningEfforts = reasoningEfforts == null ? List.of() : List.copyOf(reasoningEfforts);
    checkpoints = checkpoints == null ? List.of() : List.copyOf(checkpoints);
  }

  /** The same facts of a fixed version. */
  ModelFacts asCheckpoint(String name) {
    return new ModelFacts(
        name,
        provider,
        maxTokens,
        maxContext,
        prices,
        pricePerMinute,
        images,
        documents,
        tools,
        parallelToolCalls,
        zeroRetention,
        hipaa,
        reasoningEfforts,
        List.of());
  }
}

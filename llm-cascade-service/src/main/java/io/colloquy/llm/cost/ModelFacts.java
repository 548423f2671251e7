package io.colloquy.llm.cost;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a model that agents may name.
 *
 * @param maxTokens the longest answer, in tokens
 * @param maxContext the longest conversation, in tokens
 * @param inputPrice US dollars for a million tokens; none where it is not known
 * @param outputPrice US dollars for a million tokens; none where it is not known
 * @param pricePerMinute US dollars, of a model that is sold by the minute
 * @param checkpoints names of fixed versions of this model
 */
public record ModelFacts(
    String llm,
    int maxTokens,
    int maxContext,
    Optional<Double> inputPrice,
    Optional<Double> outputPrice,
    Optional<Double> pricePerMinute,
    boolean images,
    boolean documents,
    boolean parallelToolCalls,
    List<String> reasoningEfforts,
    List<String> checkpoints) {

  public ModelFacts {
    reasoningEfforts = reasoningEfforts == null ? List.of() : List.copyOf(reasoningEfforts);
    checkpoints = checkpoints == null ? List.of() : List.copyOf(checkpoints);
  }

  /** The same facts of a fixed version. */
  ModelFacts asCheckpoint(String name) {
    return new ModelFacts(
        name,
        maxTokens,
        maxContext,
        inputPrice,
        outputPrice,
        pricePerMinute,
        images,
        documents,
        parallelToolCalls,
        reasoningEfforts,
        List.of());
  }
}

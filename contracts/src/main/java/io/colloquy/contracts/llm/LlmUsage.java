package io.colloquy.contracts.llm;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What answers have used, by the model that gave them, as the REST interface shows it.
 *
 * @param modelUsage by a model's id as agents name it, where the answering model has such an id
 */
public record LlmUsage(Map<String, ModelUsage> modelUsage) {

  public static final LlmUsage NONE = new LlmUsage(Map.of());

  public LlmUsage {
    modelUsage =
        modelUsage == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(modelUsage));
  }

  public static LlmUsage of(String model, ModelUsage usage) {
    return new LlmUsage(Map.of(model, usage));
  }

  public LlmUsage plus(LlmUsage more) {
    var sum = new TreeMap<>(modelUsage);
    more.modelUsage.forEach((model, usage) -> sum.merge(model, usage, ModelUsage::plus));
    return new LlmUsage(sum);
  }

  /** US dollars, of all of it. */
  public BigDecimal price() {
    return modelUsage.values().stream()
        .map(ModelUsage::price)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** All that models have read, from wherever. */
  public long inputTokens() {
    return modelUsage.values().stream()
        .mapToLong(
            usage ->
                usage.input().tokens()
                    + usage.inputCacheRead().tokens()
                    + usage.inputCacheWrite().tokens())
        .sum();
  }

  public long outputTokens() {
    return modelUsage.values().stream().mapToLong(usage -> usage.outputTotal().tokens()).sum();
  }

  /** Whether anything was used at all. */
  public boolean hasAny() {
    return !modelUsage.isEmpty();
  }
}

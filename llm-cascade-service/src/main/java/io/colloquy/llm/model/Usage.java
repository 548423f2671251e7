package io.colloquy.llm.model;

import io.colloquy.contracts.llm.LlmUsage;
import io.colloquy.contracts.llm.ModelUsage;
import io.colloquy.contracts.llm.ModelUsage.Tokens;

/**
 * What an answer has used, as its provider counts. No token is counted twice.
 *
 * @param model the model that answered, as its provider calls it
 * @param inputTokens what was read anew: neither from a cache nor into one
 * @param outputTokens what the model thought included
 * @param tariff what they cost
 */
public record Usage(
    String model,
    int inputTokens,
    int cacheReadTokens,
    int cacheWriteTokens,
    int outputTokens,
    Tariff tariff) {

  /** Of a model that costs nothing and has no cache. */
  public Usage(String model, int inputTokens, int outputTokens) {
    this(model, inputTokens, 0, 0, outputTokens, Tariff.free(model));
  }

  /** All that the model has read, from wherever. */
  public int readTokens() {
    return inputTokens + cacheReadTokens + cacheWriteTokens;
  }

  public LlmUsage priced() {
    return LlmUsage.of(
        tariff.model(),
        new ModelUsage(
            Tokens.at(tariff.input(), inputTokens),
            Tokens.at(tariff.cacheRead(), cacheReadTokens),
            Tokens.at(tariff.cacheWrite(), cacheWriteTokens),
            Tokens.at(tariff.output(), outputTokens)));
  }
}

package io.colloquy.llm.model;

import java.math.BigDecimal;

/**
 * What the tokens of a model cost: US dollars for a million, 0 where a price is not known.
 *
 * @param model under which name its use is told
 */
public record Tariff(
    String model,
    BigDecimal input,
    BigDecimal cacheRead,
    BigDecimal cacheWrite,
    BigDecimal output) {

  public static Tariff free(String model) {
    return new Tariff(model, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
  }
}

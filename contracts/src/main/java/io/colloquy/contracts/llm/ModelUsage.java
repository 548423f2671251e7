package io.colloquy.contracts.llm;

import java.math.BigDecimal;

/**
 * What one model has used. No token is counted twice: what was read from a cache, or written into
 * one, is not in {@code input}.
 *
 * @param outputTotal what the model thought included
 */
public record ModelUsage(
    Tokens input, Tokens inputCacheRead, Tokens inputCacheWrite, Tokens outputTotal) {

  public static final ModelUsage NONE =
      new ModelUsage(Tokens.NONE, Tokens.NONE, Tokens.NONE, Tokens.NONE);

  public ModelUsage {
    input = input == null ? Tokens.NONE : input;
    inputCacheRead = inputCacheRead == null ? Tokens.NONE : inputCacheRead;
    inputCacheWrite = inputCacheWrite == null ? Tokens.NONE : inputCacheWrite;
    outputTotal = outputTotal == null ? Tokens.NONE : outputTotal;
  }

  public ModelUsage plus(ModelUsage more) {
    return new ModelUsage(
        input.plus(more.input),
        inputCacheRead.plus(more.inputCacheRead),
        inputCacheWrite.plus(more.inputCacheWrite),
        outputTotal.plus(more.outputTotal));
  }

  /** US dollars, of all of it. */
  public BigDecimal price() {
    return input.plus(inputCacheRead).plus(inputCacheWrite).plus(outputTotal).price();
  }

  /**
   * @param price US dollars, exact; equal prices are equal whatever zeros they were written with
   */
  public record Tokens(long tokens, BigDecimal price) {

    public static final Tokens NONE = new Tokens(0, BigDecimal.ZERO);

    private static final int DIGITS_OF_A_MILLION = 6;

    public Tokens {
      price = price == null ? BigDecimal.ZERO : plain(price);
    }

    /**
     * @param priceOfMillion US dollars
     */
    public static Tokens at(BigDecimal priceOfMillion, long tokens) {
      return new Tokens(
          tokens,
          priceOfMillion
              .multiply(BigDecimal.valueOf(tokens))
              .scaleByPowerOfTen(-DIGITS_OF_A_MILLION));
    }

    Tokens plus(Tokens more) {
      return new Tokens(tokens + more.tokens, price.add(more.price));
    }

    private static BigDecimal plain(BigDecimal price) {
      var stripped = price.stripTrailingZeros();
      return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
  }
}

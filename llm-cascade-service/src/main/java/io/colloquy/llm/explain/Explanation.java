package io.colloquy.llm.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.colloquy.contracts.llm.Terms;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one answer took: which models were tried, in the order in which they ended, and why each
 * lost.
 *
 * @param endedAtMs epoch milliseconds
 * @param firstTokenMs milliseconds from the request's arrival to the first useful token of any
 *     model
 * @param tookMs milliseconds from the request's arrival to the end
 * @param used by each model that said what it used; one that broke off says nothing
 */
@JsonInclude(Include.NON_ABSENT)
public record Explanation(
    String generationId,
    String conversationId,
    Terms terms,
    long endedAtMs,
    Tried.Outcome outcome,
    Optional<Long> firstTokenMs,
    long tookMs,
    List<Tried> tried,
    List<Used> used) {

  /**
   * Tokens, and what they cost.
   *
   * @param model as the provider names it
   * @param usd US dollars, where the price is known
   */
  @JsonInclude(Include.NON_ABSENT)
  public record Used(
      String model, String provider, int inputTokens, int outputTokens, Optional<BigDecimal> usd) {}

  public Explanation {
    tried = List.copyOf(tried);
    used = List.copyOf(used);
  }

  /** Whether the first model that was asked was not enough. */
  public boolean tookMoreThanOne() {
    return tried.size() > 1;
  }

  /** One line, for a log. */
  public String inWords() {
    return "generation %s of %s was %s after %d ms: %s"
        .formatted(
            generationId,
            conversationId,
            outcome.word(),
            tookMs,
            tried.stream().map(Tried::inWords).collect(Collectors.joining(", then ")));
  }
}

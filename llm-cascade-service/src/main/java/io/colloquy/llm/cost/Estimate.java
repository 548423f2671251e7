package io.colloquy.llm.cost;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What an agent's model is expected to cost. The agent answers five times in a minute, each time
 * with some 50 tokens, and reads each time: the prompt, the conversation so far, and its knowledge,
 * either all of it or, with retrieval, at most as much as retrieval gives. Where the pages of the
 * service that agents come from print an estimate, this one is of the same size.
 */
public final class Estimate {

  private static final int ANSWERS_PER_MINUTE = 5;
  private static final int ANSWER_TOKENS = 50;
  private static final int CONVERSATION_TOKENS = 400;
  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final int TOKENS_PER_PAGE = 600;

  /** 50,000 characters, the default of {@code rag.max_documents_length}. */
  private static final int RETRIEVED_TOKENS = 12_500;

  private static final double MILLION = 1_000_000;

  /**
   * @param promptLength characters
   * @param pages of the agent's knowledge
   */
  public record Workload(long promptLength, long pages, boolean retrieval) {

    double inputTokens() {
      double knowledge = (double) pages * TOKENS_PER_PAGE;
      return (double) promptLength / CHARACTERS_PER_TOKEN
          + CONVERSATION_TOKENS
          + (retrieval ? Math.min(knowledge, RETRIEVED_TOKENS) : knowledge);
    }
  }

  /** US dollars. */
  public record Price(double perMinute, double perMessage) {}

  /** Empty where the model's price is not known. */
  public static Optional<Price> of(ModelFacts model, Workload workload) {
    return model
        .pricePerMinute()
        .map(BigDecimal::doubleValue)
        .map(price -> new Price(price, price / ANSWERS_PER_MINUTE))
        .or(() -> byTokens(model, workload));
  }

  /** A model reads no more than its context holds. */
  private static Optional<Price> byTokens(ModelFacts model, Workload workload) {
    var prices = model.prices();
    if (prices.input().isEmpty() || prices.output().isEmpty()) {
      return Optional.empty();
    }
    double read = Math.min(workload.inputTokens(), model.maxContext());
    double perMessage =
        (read * prices.input().get().doubleValue()
                + ANSWER_TOKENS * prices.output().get().doubleValue())
            / MILLION;
    return Optional.of(new Price(perMessage * ANSWERS_PER_MINUTE, perMessage));
  }

  private Estimate() {}
}

package io.colloquy.llm.cascade;

import io.colloquy.contracts.llm.LlmUsage;
import io.colloquy.llm.model.Usage;
import java.util.List;
import java.util.Optional;

/**
 * What an answer took.
 *
 * @param attempts in the order in which they ended
 * @param spent what each model says that it has used; one that broke off says nothing
 * @param firstTokenMs from the answer's start to the first useful token of any model
 */
public record Account(List<Attempted> attempts, List<Spent> spent, Optional<Long> firstTokenMs) {

  /** What the model of a route has used. */
  public record Spent(Route route, Usage usage) {}

  public static final Account NOTHING = new Account(List.of(), List.of(), Optional.empty());

  public Account {
    attempts = List.copyOf(attempts);
    spent = List.copyOf(spent);
  }

  /** What all of them cost together. */
  public LlmUsage priced() {
    return spent.stream().map(each -> each.usage().priced()).reduce(LlmUsage.NONE, LlmUsage::plus);
  }
}

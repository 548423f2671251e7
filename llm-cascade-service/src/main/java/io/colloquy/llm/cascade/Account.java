package io.colloquy.llm.cascade;

import io.colloquy.contracts.llm.LlmUsage;
import io.colloquy.llm.model.Usage;
import java.util.List;
import java.util.Optional;

/**
 * What an answer took.
 *
 * @param attempts in the order in which they ended
 * @param usages what each model says that it has used; one that broke off says nothing
 * @param firstTokenMs from the answer's start to the first useful token of any model
 */
public record Account(List<Attempted> attempts, List<Usage> usages, Optional<Long> firstTokenMs) {

  public static final Account NOTHING = new Account(List.of(), List.of(), Optional.empty());

  public Account {
    attempts = List.copyOf(attempts);
    usages = List.copyOf(usages);
  }

  /** What all of them cost together. */
  public LlmUsage priced() {
    return usages.stream().map(Usage::priced).reduce(LlmUsage.NONE, LlmUsage::plus);
  }
}

package io.colloquy.llm.cascade;

import io.colloquy.contracts.llm.LlmUsage;
import io.colloquy.llm.model.Usage;
import java.util.List;
import java.util.Optional;

/**
 * What an answer took.
 *
 * @param attempts in the order in which they ended
 * @param firstTokenMs from the answer's start to the first useful token of any model
 */
public record Account(List<Attempted> attempts, Optional<Long> firstTokenMs) {

  public static final Account NOTHING = new Account(List.of(), Optional.empty());

  public Account {
    attempts = List.copyOf(attempts);
  }

  /** What the models say that they have used; one that broke off says nothing. */
  public List<Usage> used() {
    return attempts.stream().flatMap(attempt -> attempt.used().stream()).toList();
  }

  /** What all of them cost together. */
  public LlmUsage priced() {
    return used().stream().map(Usage::priced).reduce(LlmUsage.NONE, LlmUsage::plus);
  }
}

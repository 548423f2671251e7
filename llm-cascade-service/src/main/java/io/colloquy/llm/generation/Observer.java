package io.colloquy.llm.generation;

import io.colloquy.contracts.llm.Terms;
import io.colloquy.llm.cascade.Account;
import java.util.Optional;

/** Sees what becomes of generations, for the meters and for who asks later. */
public interface Observer {

  /**
   * A generation that is over.
   *
   * @param errorType why it failed, a name from the clients' list such as {@code llm_timeout}; none
   *     where it was answered or cancelled
   */
  record Over(
      String conversationId,
      String generationId,
      Terms terms,
      boolean cancelled,
      Optional<String> errorType,
      long tookMs,
      Account account) {}

  void over(Over generation);

  /** Sees nothing. */
  Observer NONE = _ -> {};

  /** Sees it, and lets the other see it. */
  default Observer and(Observer other) {
    return generation -> {
      over(generation);
      other.over(generation);
    };
  }
}

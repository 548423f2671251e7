package io.colloquy.llm.cascade;

import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.Usage;
import java.util.Optional;

/**
 * A model that was asked, and what became of it.
 *
 * @param begunAtMs epoch milliseconds of its asking
 * @param firstTokenMs from its asking to its first useful token, where there was one
 * @param tookMs from its asking to its end
 * @param used what it says that it has used; one that broke off says nothing
 */
public record Attempted(
    Route route,
    End end,
    long begunAtMs,
    Optional<Long> firstTokenMs,
    long tookMs,
    Optional<Usage> used) {

  /** How a model's part in an answer ended. */
  public sealed interface End {

    /** It spoke the last word. */
    record Answered() implements End {}

    record Failed(ModelFailure failure) implements End {}

    /** Another was faster. */
    record Outrun() implements End {}

    /** Nobody wanted to hear more. */
    record Cancelled() implements End {}
  }
}

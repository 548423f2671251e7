package io.colloquy.llm.cascade;

import io.colloquy.llm.model.ModelFailure;
import java.util.Optional;

/**
 * A model that was asked, and what became of it.
 *
 * @param firstTokenMs from its asking to its first useful token, where there was one
 * @param tookMs from its asking to its end
 */
public record Attempted(Route route, End end, Optional<Long> firstTokenMs, long tookMs) {

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

package io.colloquy.llm.generation;

import io.colloquy.contracts.llm.LlmDelta;

/** The way back to who asked. */
@FunctionalInterface
public interface Deltas {

  /** Hands over in order; may wait for room. Deals with its own failures. */
  void send(LlmDelta delta);
}

package io.colloquy.llm.model;

/** An answer that is on its way. */
@FunctionalInterface
public interface Answering {

  /**
   * Stops the answer and closes its connection at once. When this returns, the listener is not
   * called any more, not even with an end. Without effect on an answer that has ended.
   */
  void cancel();
}

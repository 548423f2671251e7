package io.colloquy.llm.cascade;

import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.model.ModelFailure;

/**
 * Hears one answer, whoever gives it: any number of texts, then calls, then one end. Its methods
 * return quickly.
 */
public interface CascadeListener {

  /** The next words; never empty. */
  void text(String words);

  void call(ToolCall call);

  void finished(Account account);

  /** Nobody could answer, or answer to the end. What was said before stands. */
  void failed(ModelFailure failure, Account account);
}

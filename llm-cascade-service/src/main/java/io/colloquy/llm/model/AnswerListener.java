package io.colloquy.llm.model;

import io.colloquy.contracts.llm.ToolCall;

/** Hears one answer. Its methods return quickly: the model's stream waits for them. */
public interface AnswerListener {

  /**
   * The next piece of the answer; never empty. All pieces joined are the answer, which may be empty
   * where there are calls.
   */
  void text(String delta);

  /**
   * A piece of a call that is not whole yet. It is of no use but as a sign that the model is at
   * work; a call that comes in one piece needs none.
   */
  void callGrows();

  /** A whole call, whose arguments are a JSON object. Nothing but an end follows the calls. */
  void call(ToolCall call);

  void finished(Usage usage);

  void failed(ModelFailure failure);
}

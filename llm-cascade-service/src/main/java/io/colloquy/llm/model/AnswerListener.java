package io.colloquy.llm.model;

/** Hears one answer. Its methods return quickly: the model's stream waits for them. */
public interface AnswerListener {

  /** The next piece of the answer; never empty. All pieces joined are the answer. */
  void text(String delta);

  void finished(Usage usage);

  void failed(ModelFailure failure);
}

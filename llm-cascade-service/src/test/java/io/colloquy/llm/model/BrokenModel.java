package io.colloquy.llm.model;

/** Breaks its promise to start. */
public final class BrokenModel implements LanguageModel {

  @Override
  public String provider() {
    return "broken";
  }

  @Override
  public boolean keepsToSchemas() {
    return true;
  }

  @Override
  public Answering answer(Question question, AnswerListener listener) {
    throw new IllegalStateException("with a secret in its message");
  }
}

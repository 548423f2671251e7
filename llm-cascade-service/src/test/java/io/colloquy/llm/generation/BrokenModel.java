package io.colloquy.llm.generation;

import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Answering;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.Question;

/** Breaks its promise to start. */
final class BrokenModel implements LanguageModel {

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

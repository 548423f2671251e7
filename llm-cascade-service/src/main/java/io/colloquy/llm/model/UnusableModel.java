package io.colloquy.llm.model;

/**
 * A model that cannot be asked: its every answer fails, and says why.
 *
 * @param provider who would have been asked
 * @param why fit for a log
 */
public record UnusableModel(String provider, String why) implements LanguageModel {

  @Override
  public boolean keepsToSchemas() {
    return false;
  }

  @Override
  public Answering answer(Question question, AnswerListener listener) {
    listener.failed(ModelFailure.error(why));
    return () -> {};
  }
}

package io.colloquy.llm.generation;

import io.colloquy.llm.model.AnswerGate;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Answering;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.Question;
import java.util.ArrayList;
import java.util.List;

/** A model that says what a test tells it to say, when it is told. */
final class ScriptedModel implements LanguageModel {

  /** An answer that was asked for. */
  static final class Asked implements Answering {
    final Question question;
    final AnswerGate answer;
    boolean cancelled;

    Asked(Question question, AnswerListener listener) {
      this.question = question;
      this.answer = new AnswerGate(listener);
    }

    @Override
    public void cancel() {
      cancelled = true;
      answer.close();
    }
  }

  final List<Asked> asked = new ArrayList<>();

  @Override
  public String provider() {
    return "scripted";
  }

  @Override
  public boolean keepsToSchemas() {
    return true;
  }

  @Override
  public Answering answer(Question question, AnswerListener listener) {
    var answering = new Asked(question, listener);
    asked.add(answering);
    return answering;
  }
}

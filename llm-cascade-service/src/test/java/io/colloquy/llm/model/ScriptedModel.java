package io.colloquy.llm.model;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A model that says what a test tells it to say, when it is told. */
public final class ScriptedModel implements LanguageModel {

  /** An answer that was asked for. */
  public static final class Asked implements Answering {
    public final Question question;
    public final AnswerGate answer;
    public volatile boolean cancelled;

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

  public final List<Asked> asked = new CopyOnWriteArrayList<>();
  public boolean keepsToSchemas = true;
  private final String provider;

  public ScriptedModel() {
    this("scripted");
  }

  public ScriptedModel(String provider) {
    this.provider = provider;
  }

  /** The answer that was asked for last. */
  public Asked last() {
    return asked.getLast();
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public boolean keepsToSchemas() {
    return keepsToSchemas;
  }

  @Override
  public Answering answer(Question question, AnswerListener listener) {
    var answering = new Asked(question, listener);
    asked.add(answering);
    return answering;
  }
}

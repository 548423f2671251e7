package io.colloquy.llm.model;

/**
 * A provider of answers that stream.
 *
 * <p>An implementation keeps no time limit of its own: whoever waits for the answer decides how
 * long, and cancels. Any number of answers may run at once.
 */
public interface LanguageModel {

  /** What this provider is called in metrics and logs: {@code builtin}, {@code openai}. */
  String provider();

  /** Whether it can be asked for an answer that follows a schema. */
  boolean keepsToSchemas();

  /**
   * Starts an answer and returns at once; the listener is called on a thread of the model's, one
   * call at a time: any number of texts and tool calls, then exactly one end.
   */
  Answering answer(Question question, AnswerListener listener);
}

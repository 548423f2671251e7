package io.colloquy.llm.generation;

import io.colloquy.llm.model.Usage;

/** Sees what becomes of generations, for the meters. */
public interface Observer {

  /** The first text, or the first piece of a tool call. */
  void firstSign(String provider, long milliseconds);

  void finished(String provider, Usage usage);

  /**
   * @param errorType a name from the clients' list, for example {@code llm_timeout}
   */
  void failed(String provider, String errorType);

  void cancelled(String provider);
}

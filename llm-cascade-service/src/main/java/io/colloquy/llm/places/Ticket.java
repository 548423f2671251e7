package io.colloquy.llm.places;

/** A place at a provider, or one in the queue for it. */
public interface Ticket {

  /**
   * Gives the place back, or leaves the queue. Every ticket ends with this; more calls are without
   * effect. May be called by any thread.
   */
  void giveBack();
}

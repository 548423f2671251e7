package io.colloquy.llm.hosted;

import java.io.EOFException;

/** Understands the events of one answer, as they come, and tells a listener. */
public interface Reading {

  /**
   * @throws BrokenOff if the event tells of an error, or is none of the protocol's
   */
  void event(ServerSentEvent event);

  /** Whether the protocol says that nothing can follow, though the stream has not ended. */
  default boolean isOver() {
    return false;
  }

  /**
   * There are no more events: the calls and the end are told now.
   *
   * @throws EOFException if the answer is not over
   * @throws MalformedCall if it asks for a tool in a way that cannot be understood
   */
  void end() throws EOFException;
}

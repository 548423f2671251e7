package io.colloquy.gateway.call;

import io.colloquy.contracts.edge.FromEdge;

/** The way to the service that owns a conversation. Must not block. */
public interface Owner {

  /**
   * @param undelivered run, on any thread, if the message could not be handed over
   */
  void tell(FromEdge message, Runnable undelivered);
}

package io.colloquy.edge;

import io.colloquy.contracts.edge.EdgeOutput;

/** A call as the bus sees it. Both methods may be called from any thread, and must not block. */
public interface HeldCall {

  String conversationId();

  void fromOwner(EdgeOutput output);
}

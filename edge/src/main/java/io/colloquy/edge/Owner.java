package io.colloquy.edge;

import io.colloquy.contracts.edge.FromEdge;
import java.util.function.Consumer;

/** The way to the service that owns a conversation. Must not block. */
public interface Owner {

  /** Why a message could not be handed over. */
  enum Refusal {
    UNREACHABLE,
    TOO_LARGE
  }

  /**
   * @param refused told, on any thread, if the message could not be handed over
   */
  void tell(FromEdge message, Consumer<Refusal> refused);
}

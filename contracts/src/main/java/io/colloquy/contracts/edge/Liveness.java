package io.colloquy.contracts.edge;

import java.time.Duration;

/**
 * How an edge and an owner notice that the other is gone. Each tells the other every {@link
 * #INTERVAL} that it is there; after {@link #PATIENCE} without a word the conversation ends with a
 * clear error, so that no socket hangs and no dead call keeps its slot.
 */
public final class Liveness {

  public static final Duration INTERVAL = Duration.ofSeconds(2);

  /** Long enough for a takeover by another owner, or a restart of the same one. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private Liveness() {}
}

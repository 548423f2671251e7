package io.colloquy.edge;

import java.time.Duration;
import java.util.Optional;

/**
 * Who listens on which edge partition, shared by all edges of one kind. Each operation is atomic,
 * by the table's own clock, and throws if the table cannot be reached.
 */
public interface LeaseTable {

  /** A partition that nobody holds, now held for this long; empty if all are taken. */
  Optional<Integer> take(String holder, Duration term);

  /**
   * Holds it for this long from now.
   *
   * @return false if it is not this holder's any more
   */
  boolean renew(int partition, String holder, Duration term);

  /** Frees it at once, if it is still this holder's. */
  void giveBack(int partition, String holder);
}

package io.colloquy.analysis.webhooks.delivery;

import java.time.Instant;
import java.util.List;

/** Keeps what is to be brought, and what came of it. Blocks; fails when the store is away. */
interface Ledger {

  /**
   * Leases deliveries that are due: of each receiver a few, in their order, those first that have
   * waited longest to be served.
   *
   * @param most of all receivers together
   */
  List<Claim> claim(Instant now, int most);

  /**
   * Writes down what came of attempts. An attempt whose lease somebody else has changes nothing.
   */
  void record(List<Done> attempts, Instant now);
}

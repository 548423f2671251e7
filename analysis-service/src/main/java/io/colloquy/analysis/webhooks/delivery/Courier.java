package io.colloquy.analysis.webhooks.delivery;

/** Brings a delivery to its receiver, once. Blocks. */
@FunctionalInterface
interface Courier {
  Done bring(Claim claim) throws InterruptedException;
}

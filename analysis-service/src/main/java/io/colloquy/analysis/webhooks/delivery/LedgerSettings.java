package io.colloquy.analysis.webhooks.delivery;

import io.colloquy.contracts.Ids;
import java.time.Duration;

/**
 * How deliveries are given out.
 *
 * @param lease who we are; another instance, or another life of this one, is somebody else
 * @param perReceiver deliveries that one receiver gets at once, of all instances together
 * @param patience failed attempts in a row after which it gets one at once
 * @param textLease longer than an attempt can take, likewise {@code audioLease}
 */
record LedgerSettings(
    String lease,
    int perReceiver,
    int patience,
    Duration textLease,
    Duration audioLease,
    Schedule schedule) {

  /** For looking up, signing, and writing down what came of it. */
  private static final Duration BESIDE_THE_ATTEMPT = Duration.ofSeconds(30);

  private static final int PATIENCE = 3;

  static LedgerSettings of(DeliverySettings settings, String instance, Schedule schedule) {
    return new LedgerSettings(
        instance + Ids.random(""),
        settings.perReceiver(),
        PATIENCE,
        settings.timeLimit().plus(BESIDE_THE_ATTEMPT),
        settings.audioTimeLimit().plus(BESIDE_THE_ATTEMPT),
        schedule);
  }
}

package io.colloquy.telephony.rtp;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where the other side really is (symmetric RTP). Behind a NAT it is not where its description
 * says: the first packet that makes sense tells. Another address takes over only when the first has
 * been silent for a second, so that a stranger cannot take a call.
 */
final class Latch {

  private static final long LET_GO_NANOS = 1_000_000_000L;

  private Optional<InetSocketAddress> described = Optional.empty();
  private Optional<InetSocketAddress> seen = Optional.empty();
  private long seenAt;

  /**
   * A description names an address; one that it did not name before is believed until packets come.
   */
  void expect(Optional<InetSocketAddress> remote) {
    if (!remote.equals(described)) {
      described = remote;
      seen = Optional.empty();
    }
  }

  /** Whether a packet from there belongs to the call. */
  boolean from(InetSocketAddress address, long nanos) {
    boolean same = seen.isPresent() && seen.get().equals(address);
    if (seen.isEmpty() || same || nanos - seenAt > LET_GO_NANOS) {
      if (!same) {
        seen = Optional.of(address);
      }
      seenAt = nanos;
      return true;
    }
    return false;
  }

  /** Where to send. */
  Optional<InetSocketAddress> remote() {
    return seen.or(() -> described);
  }
}

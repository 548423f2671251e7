package io.colloquy.telephony.rtp;

import java.util.Optional;

/**
 * Keys that the other side reports: several packets tell of each, and each is told once, whichever
 * of its packets get through. Not for several threads.
 */
final class KeyReports {

  private long ssrc = -1;
  private long timestamp = -1;
  private int event = -1;

  /** The key that this packet is the first to tell of. */
  Optional<Character> key(RtpPacket packet) {
    Optional<TelephoneEvent> told = TelephoneEvent.parse(packet.payload());
    if (told.isEmpty()) {
      return Optional.empty();
    }
    boolean same =
        packet.ssrc() == ssrc && packet.timestamp() == timestamp && told.get().event() == event;
    boolean older =
        packet.ssrc() == ssrc && timestamp >= 0 && (int) (packet.timestamp() - timestamp) < 0;
    if (same || older) {
      return Optional.empty();
    }
    ssrc = packet.ssrc();
    timestamp = packet.timestamp();
    event = told.get().event();
    return told.get().key();
  }
}

package io.colloquy.telephony.rtp;

import java.util.BitSet;

/**
 * Numbers packets without end: sequence numbers wrap after 65,536 and timestamps after 2^32,
 * sources change, and some packets come twice. Counts for receiver reports.
 *
 * <p>Not for several threads.
 */
final class Arrivals {

  /** How many of the newest numbers are remembered. */
  private static final int REMEMBERED = 8_192;

  enum Kind {
    NEXT,
    TWICE,
    NEW_STREAM
  }

  /** Where a packet belongs. */
  record Place(Kind kind, long sequence, long timestamp) {}

  private final BitSet seen = new BitSet(REMEMBERED);
  private long ssrc = -1;
  private long first;
  private long highest;
  private long timestamp;
  private long received;
  private long lostBefore;
  private long receivedBefore;

  /**
   * @param far a distance in sequence numbers that only another stream explains
   */
  Place place(RtpPacket packet, int far) {
    if (packet.ssrc() != ssrc) {
      return begin(packet);
    }
    long sequence = highest + (short) (packet.sequence() - (int) highest);
    if (Math.abs(sequence - highest) > far) {
      return begin(packet);
    }
    long at = timestamp + (int) (packet.timestamp() - timestamp);
    if (sequence <= highest && seen.get(slot(sequence))) {
      return new Place(Kind.TWICE, sequence, at);
    }
    for (long passed = highest + 1; passed < sequence; passed++) {
      seen.clear(slot(passed));
    }
    seen.set(slot(sequence));
    received++;
    if (sequence > highest) {
      highest = sequence;
      timestamp = at;
    }
    return new Place(Kind.NEXT, sequence, at);
  }

  /** How many of the numbers from one up to another have not come. */
  long missing(long from, long to) {
    long missing = 0;
    for (long sequence = Math.max(from, to - REMEMBERED); sequence < to; sequence++) {
      missing += seen.get(slot(sequence)) ? 0 : 1;
    }
    return missing;
  }

  private Place begin(RtpPacket packet) {
    lostBefore += ssrc < 0 ? 0 : lostNow();
    ssrc = packet.ssrc();
    seen.clear();
    // Far enough from 0 that a packet from before the first one has a number, too.
    first = 65_536L + packet.sequence();
    highest = first;
    timestamp = (1L << 32) + packet.timestamp();
    seen.set(slot(first));
    received++;
    receivedBefore = received - 1;
    return new Place(Kind.NEW_STREAM, first, timestamp);
  }

  /** Packets that came, of all streams; those that came twice count once. */
  long received() {
    return received;
  }

  /** Packets that never came, of all streams. */
  long lost() {
    return lostBefore + (ssrc < 0 ? 0 : lostNow());
  }

  /** The stream's source; -1 before the first packet. */
  long ssrc() {
    return ssrc;
  }

  /** The highest number of this stream, with the count of its wraps above 16 bits. */
  long highest() {
    return highest - 65_536;
  }

  /** Packets that this stream should have brought. */
  long expected() {
    return ssrc < 0 ? 0 : highest - first + 1;
  }

  long lostNow() {
    return Math.max(0, expected() - (received - receivedBefore));
  }

  private static int slot(long sequence) {
    return (int) (sequence & (REMEMBERED - 1));
  }
}

package io.colloquy.telephony.rtp;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An RTP packet (RFC 3550).
 *
 * @param payloadType 0 to 127
 * @param sequence 0 to 65535
 * @param timestamp ticks of the codec's clock, unsigned 32 bits
 * @param ssrc its source, unsigned 32 bits
 * @param payload without extension and padding; the packet's own
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
record RtpPacket(
    boolean marker, int payloadType, int sequence, long timestamp, long ssrc, byte[] payload) {

  static final int HEADER = 12;

  /** Reads one from the start of the buffer to its limit; empty for what is none. */
  static Optional<RtpPacket> parse(ByteBuffer from) {
    int length = from.limit();
    if (length < HEADER || (from.get(0) & 0xc0) != 0x80) {
      return Optional.empty();
    }
    int flags = from.get(0);
    int start = HEADER + 4 * (flags & 0x0f);
    if ((flags & 0x10) != 0) {
      if (start + 4 > length) {
        return Optional.empty();
      }
      start += 4 + 4 * (from.getShort(start + 2) & 0xffff);
    }
    int end = (flags & 0x20) == 0 ? length : length - (from.get(length - 1) & 0xff);
    if (start > end) {
      return Optional.empty();
    }
    byte[] payload = new byte[end - start];
    from.get(start, payload);
    return Optional.of(
        new RtpPacket(
            (from.get(1) & 0x80) != 0,
            from.get(1) & 0x7f,
            from.getShort(2) & 0xffff,
            from.getInt(4) & 0xffff_ffffL,
            from.getInt(8) & 0xffff_ffffL,
            payload));
  }

  /** Writes it from the buffer's position. */
  void write(ByteBuffer to) {
    to.put((byte) 0x80);
    to.put((byte) ((marker ? 0x80 : 0) | payloadType));
    to.putShort((short) sequence);
    to.putInt((int) timestamp);
    to.putInt((int) ssrc);
    to.put(payload);
  }
}

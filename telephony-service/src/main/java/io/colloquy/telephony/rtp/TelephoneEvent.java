package io.colloquy.telephony.rtp;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The payload that reports a key (RFC 4733).
 *
 * @param event 0-9, 10 for {@code *}, 11 for {@code #}, 12-15 for A-D, 16 for a hook flash
 * @param end whether the key has been let go
 * @param volume of the tone, 0 to 63 dB below full scale
 * @param duration ticks since the key went down, at most 65535
 */
record TelephoneEvent(int event, boolean end, int volume, int duration) {

  private static final String KEYS = "0123456789*#ABCD";

  static Optional<TelephoneEvent> parse(byte[] payload) {
    if (payload.length < 4) {
      return Optional.empty();
    }
    ByteBuffer from = ByteBuffer.wrap(payload);
    int flags = from.get(1);
    return Optional.of(
        new TelephoneEvent(
            from.get(0) & 0xff, (flags & 0x80) != 0, flags & 0x3f, from.getShort(2) & 0xffff));
  }

  byte[] payload() {
    return ByteBuffer.allocate(4)
        .put((byte) event)
        .put((byte) ((end ? 0x80 : 0) | volume))
        .putShort((short) duration)
        .array();
  }

  /** The key, unless the event is another. */
  Optional<Character> key() {
    return event < KEYS.length() ? Optional.of(KEYS.charAt(event)) : Optional.empty();
  }

  /** The event of a key; -1 for what is none. */
  static int of(char key) {
    return KEYS.indexOf(Character.toUpperCase(key));
  }
}

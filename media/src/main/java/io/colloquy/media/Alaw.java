package io.colloquy.media;

/**
 * G.711 A-law: one byte a sample, about 13 bits of range, what telephone lines outside of North
 * America carry.
 */
public final class Alaw {

  /** Every other bit travels inverted. */
  private static final int INVERTED = 0x55;

  private static final short[] DECODED = new short[256];
  private static final byte[] ENCODED = new byte[65_536];

  static {
    for (int code = 0; code < DECODED.length; code++) {
      DECODED[code] = expand(code);
    }
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
      ENCODED[sample & 0xffff] = compress(sample);
    }
  }

  private Alaw() {}

  public static short decode(byte code) {
    return DECODED[code & 0xff];
  }

  public static byte encode(short sample) {
    return ENCODED[sample & 0xffff];
  }

  public static short[] decode(byte[] codes) {
    short[] samples = new short[codes.length];
    for (int i = 0; i < codes.length; i++) {
      samples[i] = decode(codes[i]);
    }
    return samples;
  }

  public static byte[] encode(short[] samples) {
    byte[] codes = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      codes[i] = encode(samples[i]);
    }
    return codes;
  }

  /** Sign, three bits of segment, four bits of step; the middle of the step is meant. */
  private static short expand(int code) {
    int bits = code ^ INVERTED;
    int segment = (bits >> 4) & 7;
    int step = ((bits & 0x0f) << 4) + 8;
    int magnitude = segment == 0 ? step : (step + 256) << (segment - 1);
    return (short) ((bits & 0x80) != 0 ? magnitude : -magnitude);
  }

  private static byte compress(int sample) {
    int sign = sample >= 0 ? 0x80 : 0;
    // Negative numbers are counted from -1, so that both halves have the same steps.
    int magnitude = sample >= 0 ? sample : -sample - 1;
    int segment = Math.max(0, 24 - Integer.numberOfLeadingZeros(magnitude | 0xff));
    int step = (magnitude >> (segment == 0 ? 4 : segment + 3)) & 0x0f;
    return (byte) ((sign | (segment << 4) | step) ^ INVERTED);
  }
}

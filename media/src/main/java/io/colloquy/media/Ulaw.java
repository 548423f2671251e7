package io.colloquy.media;

/** G.711 µ-law: one byte a sample, about 14 bits of range, what telephone lines carry. */
public final class Ulaw {

  /** The byte of digital silence. */
  public static final byte SILENCE = (byte) 0xff;

  private static final int BIAS = 132;
  private static final int LOUDEST = 32_635;
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

  private Ulaw() {}

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

  /** Codes travel inverted: sign, three bits of segment, four bits of step. */
  private static short expand(int code) {
    int bits = ~code & 0xff;
    int segment = (bits >> 4) & 7;
    int step = bits & 0x0f;
    int magnitude = (((step << 3) + BIAS) << segment) - BIAS;
    return (short) ((bits & 0x80) != 0 ? -magnitude : magnitude);
  }

  private static byte compress(int sample) {
    int sign = sample < 0 ? 0x80 : 0;
    int magnitude = Math.min(Math.abs(sample), LOUDEST) + BIAS;
    int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
    int step = (magnitude >> (segment + 3)) & 0x0f;
    return (byte) ~(sign | (segment << 4) | step);
  }
}

package io.colloquy.media;

/** 16-bit little-endian PCM: the byte layout of every {@code pcm_*} format. */
public final class Pcm {

  private Pcm() {}

  /**
   * Samples of whole little-endian pairs.
   *
   * @throws IllegalArgumentException if the length is odd; a stream that may split a sample is read
   *     with {@link FormatReader}
   */
  public static short[] samples(byte[] littleEndian) {
    if (littleEndian.length % 2 != 0) {
      throw new IllegalArgumentException(
          "half a sample: " + littleEndian.length + " bytes of 16-bit PCM");
    }
    short[] samples = new short[littleEndian.length / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) ((littleEndian[2 * i] & 0xff) | (littleEndian[2 * i + 1] << 8));
    }
    return samples;
  }

  /** Two bytes a sample, low byte first. */
  public static byte[] bytes(short[] samples) {
    byte[] littleEndian = new byte[samples.length * 2];
    for (int i = 0; i < samples.length; i++) {
      littleEndian[2 * i] = (byte) samples[i];
      littleEndian[2 * i + 1] = (byte) (samples[i] >> 8);
    }
    return littleEndian;
  }

  /** The nearest sample, clipped at full scale instead of wrapped. */
  static short clip(double value) {
    return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
  }
}

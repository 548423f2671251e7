package io.colloquy.telephony.rtp;

import java.util.SplittableRandom;

/**
 * The hiss of a quiet line (RFC 3389): white noise of the level that the other side describes,
 * shaped by its reflection coefficients where it sends some.
 *
 * <p>Not for several threads.
 */
final class ComfortNoise {

  private static final int MOST_COEFFICIENTS = 12;

  private final SplittableRandom random = new SplittableRandom(1);
  private double rms;
  private double[] reflections = {};
  private double[] backward = {};

  /** Takes the payload of a comfort noise packet. */
  void described(byte[] payload) {
    if (payload.length == 0) {
      return;
    }
    int level = payload[0] & 0x7f;
    rms = 32_768 * Math.pow(10, -level / 20.0);
    int order = Math.min(payload.length - 1, MOST_COEFFICIENTS);
    double[] next = new double[order];
    for (int i = 0; i < order; i++) {
      next[i] = Math.clamp(((payload[i + 1] & 0xff) - 127) / 128.0, -0.98, 0.98);
    }
    reflections = next;
    backward = new double[order + 1];
  }

  /** The next samples of it. */
  short[] next(int count) {
    double gain = rms * Math.sqrt(3);
    for (double k : reflections) {
      gain *= Math.sqrt(1 - k * k);
    }
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      double white = gain * (2 * random.nextDouble() - 1);
      samples[i] = (short) Math.clamp(Math.round(shaped(white)), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return samples;
  }

  /** A lattice all-pole filter, which is stable because every coefficient is below 1. */
  private double shaped(double white) {
    double forward = white;
    for (int i = reflections.length - 1; i >= 0; i--) {
      forward -= reflections[i] * backward[i];
      backward[i + 1] = backward[i] + reflections[i] * forward;
    }
    if (backward.length > 0) {
      backward[0] = forward;
    }
    return forward;
  }
}

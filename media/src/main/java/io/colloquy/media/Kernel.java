package io.colloquy.media;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The low-pass of a rate conversion, split into its phases: a Kaiser-windowed sinc whose stop band
 * begins at the lower Nyquist frequency and lies about 90 dB down. Tables are shared by all streams
 * of the same ratio.
 */
final class Kernel {

  /** Zero crossings on each side: the longer, the steeper the filter and the later its output. */
  private static final int CROSSINGS = 32;

  /** Kaiser's shape for about 90 dB of stop band. */
  private static final double BETA = 9;

  /** Where the filter is 6 dB down, as a share of the lower Nyquist frequency. */
  private static final double CUTOFF = 0.915;

  private static final Map<Ratio, Kernel> SHARED = new ConcurrentHashMap<>();

  /** {@code up} outputs for every {@code down} inputs, in lowest terms. */
  record Ratio(int up, int down) {}

  private final int half;
  private final float[][] phases;

  private Kernel(int half, float[][] phases) {
    this.half = half;
    this.phases = phases;
  }

  static Kernel of(Ratio ratio) {
    return SHARED.computeIfAbsent(ratio, Kernel::design);
  }

  /** Input samples on each side of an output's place in time. */
  int half() {
    return half;
  }

  /**
   * The weights of the {@code 2 * half} inputs around an output that lies {@code phase / up} of an
   * input sample after the {@code half}-th of them. Shared: never written to.
   */
  float[] weights(int phase) {
    return phases[phase];
  }

  private static Kernel design(Ratio ratio) {
    double narrowing = Math.min(1.0, (double) ratio.up() / ratio.down());
    double width = CROSSINGS / narrowing;
    int half = (int) Math.ceil(width);
    float[][] phases = new float[ratio.up()][];
    for (int phase = 0; phase < ratio.up(); phase++) {
      phases[phase] = weights((double) phase / ratio.up(), half, width, narrowing * CUTOFF);
    }
    return new Kernel(half, phases);
  }

  private static float[] weights(double fraction, int half, double width, double cutoff) {
    double[] weights = new double[2 * half];
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      double distance = k - (half - 1) - fraction;
      weights[k] = sinc(cutoff * distance) * kaiser(distance / width);
      sum += weights[k];
    }
    float[] normal = new float[weights.length];
    for (int k = 0; k < weights.length; k++) {
      normal[k] = (float) (weights[k] / sum);
    }
    return normal;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double kaiser(double x) {
    return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
  }

  /** The modified Bessel function of the first kind and order zero, by its series. */
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-12; k++) {
      term *= (x / (2 * k)) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }
}

package io.colloquy.media;

import java.util.Arrays;

/**
 * Changes the rate of one stream of samples. Chunks may have any size: the output is the same,
 * sample for sample, however the input was cut. A whole stream of {@code n} samples becomes {@code
 * ceil(n * toRate / fromRate)}, without delay between the two time lines; to compute a sample the
 * filter needs 32 periods of the lower rate after it (2 ms at 16 kHz), which {@link #finish} fills
 * with silence.
 *
 * <p>Not for several threads at once.
 */
public final class Resampler {

  private final Kernel.Ratio ratio;
  private final Kernel kernel;

  /** Input not yet done with; its first {@code half - 1} samples are history. */
  private short[] window = {};

  /** Index in {@link #window} of the last input at or before the next output's time. */
  private int at;

  /** How far the next output lies after that input, in parts of {@code ratio.up()}. */
  private int phase;

  /** Rates in samples a second, both positive. */
  public Resampler(int fromRate, int toRate) {
    if (fromRate <= 0 || toRate <= 0) {
      throw new IllegalArgumentException("rates must be positive: " + fromRate + ", " + toRate);
    }
    int common = greatestCommonDivisor(fromRate, toRate);
    this.ratio = new Kernel.Ratio(toRate / common, fromRate / common);
    this.kernel = Kernel.of(ratio);
    restart();
  }

  /** All output that this input settles; possibly none. */
  public short[] push(short[] samples) {
    if (ratio.up() == ratio.down()) {
      return samples.clone();
    }
    append(samples);
    return drain();
  }

  /** The rest of the stream. The resampler is then ready for another one. */
  public short[] finish() {
    if (ratio.up() == ratio.down()) {
      return new short[0];
    }
    append(new short[kernel.half()]);
    short[] rest = drain();
    restart();
    return rest;
  }

  private void restart() {
    window = new short[kernel.half() - 1];
    at = window.length;
    phase = 0;
  }

  private void append(short[] samples) {
    int kept = window.length;
    window = Arrays.copyOf(window, kept + samples.length);
    System.arraycopy(samples, 0, window, kept, samples.length);
  }

  private short[] drain() {
    int ready = Math.max(0, window.length - kernel.half() - at);
    short[] output = new short[(int) ((long) ready * ratio.up() / ratio.down()) + 1];
    int count = 0;
    while (at + kernel.half() < window.length) {
      output[count++] = interpolate();
      phase += ratio.down();
      at += phase / ratio.up();
      phase %= ratio.up();
    }
    forget(at - (kernel.half() - 1));
    return Arrays.copyOf(output, count);
  }

  private short interpolate() {
    float[] weights = kernel.weights(phase);
    int first = at - (kernel.half() - 1);
    float sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * window[first + k];
    }
    return Pcm.clip(sum);
  }

  private void forget(int samples) {
    window = Arrays.copyOfRange(window, samples, window.length);
    at -= samples;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}

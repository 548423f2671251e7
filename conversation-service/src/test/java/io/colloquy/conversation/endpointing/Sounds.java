package io.colloquy.conversation.endpointing;

import java.util.Arrays;
import java.util.Random;

/** 16 kHz samples: cut, joined, brought to a level, and noises made from random numbers. */
final class Sounds {

  static final int RATE = 16_000;
  static final int PER_MS = RATE / 1000;

  /** The level of all speech, as a root mean square of samples: -22 dB of full scale. */
  static final double SPEECH = 2_600;

  /** What lies this far below the loudest 10 ms is silence. */
  private static final double SILENT = 0.01;

  private static final int FRAME = 10 * PER_MS;

  private Sounds() {}

  static short[] joined(short[]... parts) {
    short[] all = new short[Arrays.stream(parts).mapToInt(p -> p.length).sum()];
    int at = 0;
    for (short[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** Without the silence before and after. */
  static short[] trimmed(short[] samples) {
    int frames = samples.length / FRAME;
    double loudest = 0;
    for (int i = 0; i < frames; i++) {
      loudest = Math.max(loudest, level(samples, i));
    }
    int first = 0;
    while (level(samples, first) < loudest * SILENT) {
      first++;
    }
    int last = frames - 1;
    while (level(samples, last) < loudest * SILENT) {
      last--;
    }
    return Arrays.copyOfRange(samples, first * FRAME, (last + 1) * FRAME);
  }

  /** At the level of speech. */
  static short[] levelled(short[] samples, double target) {
    double factor = target / Math.max(1, level(samples));
    short[] levelled = new short[samples.length];
    for (int i = 0; i < samples.length; i++) {
      levelled[i] = clipped(samples[i] * factor);
    }
    return levelled;
  }

  static short[] sum(short[] samples, short[] noise, int noiseFrom, double factor) {
    short[] sum = new short[samples.length];
    for (int i = 0; i < samples.length; i++) {
      sum[i] = clipped(samples[i] + noise[(noiseFrom + i) % noise.length] * factor);
    }
    return sum;
  }

  static double level(short[] samples) {
    double squares = 0;
    for (short sample : samples) {
      squares += (double) sample * sample;
    }
    return Math.sqrt(squares / Math.max(1, samples.length));
  }

  /** Noise that loses 3 dB an octave, as rooms and streets do. */
  static short[] pink(int millis, long seed) {
    Random random = new Random(seed);
    double[] rows = new double[16];
    short[] samples = new short[millis * PER_MS];
    for (int i = 0; i < samples.length; i++) {
      int row = Math.min(rows.length - 1, Integer.numberOfTrailingZeros(i + 1));
      rows[row] = random.nextGaussian();
      samples[i] = clipped(Arrays.stream(rows).sum() * 260);
    }
    return samples;
  }

  /** Noise around one frequency, as a mouth or a room shapes it, rising and dying away. */
  static short[] puff(int millis, int attackMs, double hertz, double width, long seed) {
    Random random = new Random(seed);
    double[] samples = new double[millis * PER_MS];
    double radius = Math.exp(-Math.PI * width / RATE);
    double turn = 2 * radius * Math.cos(2 * Math.PI * hertz / RATE);
    double before = 0;
    double beforeThat = 0;
    for (int i = 0; i < samples.length; i++) {
      double now = random.nextGaussian() + turn * before - radius * radius * beforeThat;
      beforeThat = before;
      before = now;
      double ms = (double) i / PER_MS;
      double envelope =
          ms < attackMs ? ms / attackMs : Math.exp(-4 * (ms - attackMs) / (millis - attackMs));
      samples[i] = now * envelope;
    }
    return scaled(samples);
  }

  /** A voiced buzz with a wandering pitch through two resonances; a throat that is cleared. */
  static short[] buzz(int millis, double pitch, long seed) {
    Random random = new Random(seed);
    double[] samples = new double[millis * PER_MS];
    double phase = 0;
    for (int i = 0; i < samples.length; i++) {
      double part = (double) i / samples.length;
      phase += pitch * (1 - 0.3 * part) * (1 + 0.3 * random.nextGaussian()) / RATE;
      double saw = 2 * (phase - Math.floor(phase)) - 1;
      samples[i] = (saw + 0.8 * random.nextGaussian()) * Math.sin(Math.PI * part);
    }
    return scaled(samples);
  }

  static short[] scaled(double[] samples) {
    double most = Arrays.stream(samples).map(Math::abs).max().orElse(1);
    short[] scaled = new short[samples.length];
    for (int i = 0; i < samples.length; i++) {
      scaled[i] = clipped(samples[i] / most * 16_000);
    }
    return scaled;
  }

  private static double level(short[] samples, int frame) {
    return level(Arrays.copyOfRange(samples, frame * FRAME, (frame + 1) * FRAME));
  }

  private static short clipped(double value) {
    return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
  }
}

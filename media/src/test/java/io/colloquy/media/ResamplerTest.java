package io.colloquy.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplerTest {

  record Pair(int from, int to) {
    int lowerNyquist() {
      return Math.min(from, to) / 2;
    }
  }

  static Stream<Pair> pairs() {
    int[] rates = {8_000, 16_000, 22_050, 24_000, 44_100, 48_000};
    return Arrays.stream(rates)
        .boxed()
        .flatMap(from -> Arrays.stream(rates).mapToObj(to -> new Pair(from, to)));
  }

  static Stream<Pair> downward() {
    return pairs().filter(p -> p.to() < p.from());
  }

  /** Where the first mirror image of a tone at 0.4 of the old rate fits below the new Nyquist. */
  static Stream<Pair> upward() {
    return pairs().filter(p -> p.to() > 1.2 * p.from());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aSecondStaysASecond(Pair pair) {
    assertThat(convert(pair, new short[pair.from()])).hasSize(pair.to());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anyLengthIsRoundedUpAndNeverLost(Pair pair) {
    for (int samples : new int[] {0, 1, 7, 160, 441, 4_801}) {
      long expected = -Math.floorDiv(-(long) samples * pair.to(), pair.from());
      assertThat(convert(pair, new short[samples]))
          .as("%d samples", samples)
          .hasSize((int) expected);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void howTheInputIsCutMakesNoDifference(Pair pair) {
    short[] noise = noise(pair.from() / 2);
    short[] whole = convert(pair, noise);
    Random random = new Random(7);
    Resampler resampler = new Resampler(pair.from(), pair.to());
    short[] pieces = {};
    for (int at = 0; at < noise.length; ) {
      int end = Math.min(noise.length, at + random.nextInt(700));
      pieces = join(pieces, resampler.push(Arrays.copyOfRange(noise, at, end)));
      at = end;
    }
    assertThat(join(pieces, resampler.finish())).isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void tonesInTheBandComeOutCleanAndOnTime(Pair pair) {
    for (double share : new double[] {0.05, 0.25, 0.5, 0.75}) {
      double hz = share * pair.lowerNyquist();
      short[] heard = convert(pair, Tone.sine(pair.from(), hz, pair.from(), 0.5));
      short[] ideal = Tone.sine(pair.to(), hz, pair.to(), 0.5);
      assertThat(signalToNoise(ideal, heard)).as("%.0f Hz", hz).isGreaterThan(75);
    }
  }

  @ParameterizedTest
  @MethodSource("downward")
  void tonesAboveTheNewBandDoNotFoldBack(Pair pair) {
    double above = pair.to() / 2.0 * 1.05;
    short[] heard = convert(pair, Tone.sine(pair.from(), above, pair.from(), 0.5));
    short[] settled = Arrays.copyOfRange(heard, 400, heard.length - 400);
    assertThat(Level.dbfs(settled)).isLessThan(-80);
  }

  @ParameterizedTest
  @MethodSource("upward")
  void imagesAboveTheOldBandDoNotAppear(Pair pair) {
    double hz = 0.4 * pair.from();
    short[] heard = convert(pair, Tone.sine(pair.from(), hz, pair.from(), 0.5));
    assertThat(Tone.amplitude(heard, pair.to(), hz)).isGreaterThan(0.49);
    assertThat(Tone.amplitude(heard, pair.to(), pair.from() - hz)).isLessThan(0.5e-4);
  }

  @Test
  void fullScaleClipsAndDoesNotWrap() {
    short[] square = new short[8_000];
    for (int i = 0; i < square.length; i++) {
      square[i] = i / 40 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
    }
    short[] heard = convert(new Pair(8_000, 48_000), square);
    for (int i = 1; i < heard.length; i++) {
      assertThat(Math.abs(heard[i] - heard[i - 1])).as("jump at %d", i).isLessThan(32_768);
    }
  }

  @Test
  void aFinishedResamplerStartsAfresh() {
    Resampler resampler = new Resampler(16_000, 44_100);
    short[] tone = Tone.sine(16_000, 500, 1_600, 0.5);
    short[] first = join(resampler.push(tone), resampler.finish());
    assertThat(join(resampler.push(tone), resampler.finish())).isEqualTo(first);
  }

  @Test
  void tenMinutesOfStreamDoNotDrift() {
    Resampler resampler = new Resampler(44_100, 16_000);
    long samples = 0;
    for (int i = 0; i < 600 * 10; i++) {
      samples += resampler.push(new short[4_410]).length;
    }
    assertThat(samples + resampler.finish().length).isEqualTo(600L * 16_000);
  }

  @Test
  void aRateOfZeroIsRefused() {
    assertThatThrownBy(() -> new Resampler(0, 16_000)).isInstanceOf(IllegalArgumentException.class);
  }

  private static short[] convert(Pair pair, short[] samples) {
    Resampler resampler = new Resampler(pair.from(), pair.to());
    return join(resampler.push(samples), resampler.finish());
  }

  /** In decibels, away from the stream's edges where the tone itself begins and ends. */
  private static double signalToNoise(short[] ideal, short[] heard) {
    double signal = 0;
    double noise = 0;
    for (int i = ideal.length / 10; i < ideal.length * 9 / 10; i++) {
      signal += (double) ideal[i] * ideal[i];
      noise += Math.pow(ideal[i] - heard[i], 2);
    }
    return 10 * Math.log10(signal / Math.max(noise, 1e-9));
  }

  private static short[] noise(int samples) {
    Random random = new Random(3);
    short[] noise = new short[samples];
    for (int i = 0; i < samples; i++) {
      noise[i] = (short) random.nextInt(-20_000, 20_000);
    }
    return noise;
  }

  private static short[] join(short[] first, short[] second) {
    short[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}

package io.colloquy.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ToneTest {

  @Test
  void aToneIsFoundAtItsFrequencyAndNowhereElse() {
    short[] tone = Tone.sine(16_000, 440, 16_000, 0.5);
    assertThat(Tone.amplitude(tone, 16_000, 440)).isCloseTo(0.5, within(0.001));
    assertThat(Tone.amplitude(tone, 16_000, 1_000)).isLessThan(0.0001);
  }

  @Test
  void twoTonesAreMeasuredApart() {
    short[] low = Tone.sine(24_000, 697.3, 4_800, 0.3);
    short[] high = Tone.sine(24_000, 1_209.1, 4_800, 0.1);
    short[] both = new short[low.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = (short) (low[i] + high[i]);
    }
    assertThat(Tone.amplitude(both, 24_000, 697.3)).isCloseTo(0.3, within(0.003));
    assertThat(Tone.amplitude(both, 24_000, 1_209.1)).isCloseTo(0.1, within(0.003));
  }

  @Test
  void silenceHasNoToneAndNoLevel() {
    assertThat(Tone.amplitude(new short[800], 8_000, 440)).isZero();
    assertThat(Tone.amplitude(new short[0], 8_000, 440)).isZero();
    assertThat(Level.rms(new short[800])).isZero();
    assertThat(Level.rms(new short[0])).isZero();
    assertThat(Level.dbfs(new short[800])).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void theLevelOfASineIsItsPeakOverTheRootOfTwo() {
    short[] tone = Tone.sine(16_000, 1_000, 16_000, 0.5);
    assertThat(Level.rms(tone)).isCloseTo(0.5 / Math.sqrt(2), within(0.0005));
    assertThat(Level.dbfs(tone)).isCloseTo(-9.03, within(0.01));
  }
}

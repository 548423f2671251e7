package io.colloquy.media;

/** Pure tones: made, and measured in other sound. Frequencies in Hz, rates in samples a second. */
public final class Tone {

  private Tone() {}

  /**
   * A sine that starts at phase 0.
   *
   * @param amplitude peak as a share of full scale, 0 to 1
   */
  public static short[] sine(int rate, double hz, int samples, double amplitude) {
    short[] tone = new short[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = Pcm.clip(amplitude * 32_767 * Math.sin(2 * Math.PI * hz * i / rate));
    }
    return tone;
  }

  /**
   * The peak amplitude, as a share of full scale, that the samples carry at one frequency: 0.5 for
   * {@code sine(rate, hz, n, 0.5)}. Measured with the Goertzel recurrence under a Hann window, so
   * that the frequency need not fit the length; tones closer than four cycles a length blur.
   */
  public static double amplitude(short[] samples, int rate, double hz) {
    double turn = 2 * Math.cos(2 * Math.PI * hz / rate);
    double last = 0;
    double before = 0;
    double windowSum = 0;
    for (int i = 0; i < samples.length; i++) {
      double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / samples.length);
      windowSum += window;
      double now = window * samples[i] + turn * last - before;
      before = last;
      last = now;
    }
    double power = last * last + before * before - turn * last * before;
    return windowSum == 0 ? 0 : 2 * Math.sqrt(Math.max(0, power)) / windowSum / 32_767;
  }
}

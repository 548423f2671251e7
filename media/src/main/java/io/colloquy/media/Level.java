package io.colloquy.media;

/** How loud samples are. */
public final class Level {

  private Level() {}

  /** Root mean square as a share of full scale, 0 to 1; 0 for no samples. */
  public static double rms(short[] samples) {
    if (samples.length == 0) {
      return 0;
    }
    double energy = 0;
    for (short sample : samples) {
      energy += (double) sample * sample;
    }
    return Math.sqrt(energy / samples.length) / 32_768;
  }

  /** {@link #rms} in decibels relative to full scale; negative infinity for digital silence. */
  public static double dbfs(short[] samples) {
    return 20 * Math.log10(rms(samples));
  }
}

package io.colloquy.telephony.rtp;

import io.colloquy.media.Tone;
import org.assertj.core.data.Offset;

/** What sound is made of. */
final class Spectrum {

  static final Offset<Double> HZ = Offset.offset(10.0);

  private Spectrum() {}

  /** The loudest frequency, to 10 Hz. */
  static double loudest(short[] samples, int rate) {
    double loudest = 0;
    double amplitude = -1;
    for (double hz = 100; hz < rate / 2.0; hz += 10) {
      double here = Tone.amplitude(samples, rate, hz);
      if (here > amplitude) {
        amplitude = here;
        loudest = hz;
      }
    }
    return loudest;
  }
}

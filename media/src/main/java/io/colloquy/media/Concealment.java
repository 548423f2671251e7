package io.colloquy.media;

import java.util.Arrays;

/**
 * Makes up sound where some is lost: the last pitch period again and again, fading out after 10 ms
 * and silent after 70, and blends back into what comes after. Every sample of a stream goes through
 * {@link #heard}.
 *
 * <p>Not for several threads at once.
 */
public final class Concealment {

  private static final double HIGHEST_PITCH = 400;
  private static final double LOWEST_PITCH = 60;
  private static final double BLEND_MS = 4;
  private static final double FULL_MS = 10;
  private static final double GONE_MS = 70;

  private final int rate;
  private final int blend;
  private final short[] history;

  /** The last pitch period, when something is being made up. */
  private short[] period = {};

  private int at;
  private int madeUp;

  /** Samples a second. */
  public Concealment(int rate) {
    this.rate = rate;
    this.blend = (int) (rate * BLEND_MS / 1_000);
    this.history = new short[(int) (3 * rate / LOWEST_PITCH)];
  }

  /** Sound that arrived; its start is blended with what was made up just before it. */
  public short[] heard(short[] samples) {
    if (madeUp > 0) {
      int length = Math.min(blend, samples.length);
      for (int i = 0; i < length; i++) {
        double share = (i + 0.5) / length;
        samples[i] = Pcm.clip(share * samples[i] + (1 - share) * continued());
      }
      madeUp = 0;
    }
    remember(samples);
    return samples;
  }

  /** So many samples in the place of those that are lost. */
  public short[] lost(int samples) {
    if (madeUp == 0) {
      begin();
    }
    short[] filling = new short[samples];
    for (int i = 0; i < samples; i++) {
      filling[i] = Pcm.clip(continued());
    }
    return filling;
  }

  private void begin() {
    int length = pitch();
    period = Arrays.copyOfRange(history, history.length - length, history.length);
    // The end of the period runs into its start without a step: the sound one period earlier does.
    int overlap = Math.min(length / 4, blend);
    for (int i = 0; i < overlap; i++) {
      double share = (i + 1.0) / (overlap + 1);
      int last = length - overlap + i;
      short earlier = history[history.length - 2 * length + last];
      period[last] = Pcm.clip((1 - share) * period[last] + share * earlier);
    }
    at = 0;
  }

  private double continued() {
    double ms = madeUp * 1_000.0 / rate;
    double share = Math.clamp((GONE_MS - ms) / (GONE_MS - FULL_MS), 0, 1);
    madeUp++;
    short sample = period[at];
    at = (at + 1) % period.length;
    return share * sample;
  }

  /** The distance at which the last sound resembles itself most. */
  private int pitch() {
    int shortest = (int) (rate / HIGHEST_PITCH);
    int longest = (int) (rate / LOWEST_PITCH);
    int window = history.length - longest;
    int best = shortest;
    double bestLikeness = Double.NEGATIVE_INFINITY;
    for (int lag = shortest; lag <= longest; lag++) {
      double likeness = likeness(lag, window);
      if (likeness > bestLikeness) {
        bestLikeness = likeness;
        best = lag;
      }
    }
    return best;
  }

  private double likeness(int lag, int window) {
    double product = 0;
    double energy = 1;
    for (int i = history.length - window; i < history.length; i++) {
      product += (double) history[i] * history[i - lag];
      energy += (double) history[i - lag] * history[i - lag];
    }
    return product / Math.sqrt(energy);
  }

  private void remember(short[] samples) {
    int kept = Math.max(0, history.length - samples.length);
    System.arraycopy(history, history.length - kept, history, 0, kept);
    int length = history.length - kept;
    System.arraycopy(samples, samples.length - length, history, kept, length);
  }
}

package io.colloquy.media.recording;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds out when somebody spoke, by loudness: speech is what is well above the quietest that was
 * heard lately. Sounds that are less than 300 ms apart are one; one of less than 60 ms is none.
 * Deterministic, and exact to a frame of 10 ms.
 */
public final class SpeechEnds {

  /**
   * Somebody spoke, in milliseconds since the call's start.
   *
   * @param untilMs when the sound was over
   */
  public record Spoken(double fromMs, double untilMs) {}

  private static final int FRAME_MS = 10;
  private static final double PAUSE_MS = 300;
  private static final double SHORTEST_MS = 60;

  /** Quieter than this, in decibels relative to full scale, is silence however quiet the rest. */
  private static final double SILENCE_DBFS = -52;

  /** How far, in decibels, speech is above the floor. */
  private static final double ABOVE_FLOOR_DB = 12;

  /** How fast the floor follows a line that has become louder, in decibels a second. */
  private static final double RISE_DB_PER_SECOND = 3;

  private static final double QUIETEST_DBFS = -90;

  private final int frameLength;
  private final List<Spoken> spoken = new ArrayList<>();
  private double floorDbfs = SILENCE_DBFS - ABOVE_FLOOR_DB;
  private double energy;
  private int filled;
  private long frames;
  private double fromMs = -1;
  private double untilMs;

  /**
   * @param rate samples a second of what is heard
   */
  public SpeechEnds(int rate) {
    frameLength = rate * FRAME_MS / 1_000;
  }

  /** The next samples, any number. */
  public void hear(short[] samples) {
    for (short sample : samples) {
      energy += (double) sample * sample;
      if (++filled == frameLength) {
        frame(10 * Math.log10(Math.max(energy, 1e-9) / frameLength / (32_768.0 * 32_768.0)));
        energy = 0;
        filled = 0;
      }
    }
  }

  /** All that was spoken so far, in order. */
  public List<Spoken> spoken() {
    List<Spoken> all = new ArrayList<>(spoken);
    if (isSpeech()) {
      all.add(new Spoken(fromMs, untilMs));
    }
    return all;
  }

  private void frame(double dbfs) {
    double nowMs = (double) frames++ * FRAME_MS;
    if (dbfs > Math.max(SILENCE_DBFS, floorDbfs + ABOVE_FLOOR_DB)) {
      if (fromMs < 0 || nowMs - untilMs > PAUSE_MS) {
        end();
        fromMs = nowMs;
      }
      untilMs = nowMs + FRAME_MS;
    }
    double level = Math.max(dbfs, QUIETEST_DBFS);
    floorDbfs = Math.min(level, floorDbfs + RISE_DB_PER_SECOND * FRAME_MS / 1_000);
  }

  private void end() {
    if (isSpeech()) {
      spoken.add(new Spoken(fromMs, untilMs));
    }
    fromMs = -1;
  }

  private boolean isSpeech() {
    return fromMs >= 0 && untilMs - fromMs >= SHORTEST_MS;
  }
}

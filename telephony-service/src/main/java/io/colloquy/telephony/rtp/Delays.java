package io.colloquy.telephony.rtp;

import java.util.Arrays;

/**
 * How late packets come: the variation of their way through the network, and how much sound has to
 * be kept back so that nearly all of them come in time. All times in ms.
 *
 * <p>A packet's lateness is counted from the quickest of the last ten seconds. What is kept back
 * follows a late packet at once and is given up slowly.
 */
final class Delays {

  private static final int LEAST = 20;
  private static final int MOST = 400;

  /** The quickest way is looked for in this many parts of the last ten seconds. */
  private static final int PARTS = 10;

  private static final double PART_MS = 1_000;

  /** What is left of a peak after a second. */
  private static final double KEPT_OF_PEAK = 0.93;

  private final double[] quickest = new double[PARTS];
  private double partSince = Double.NaN;
  private double lastArrival;
  private double lastWay = Double.NaN;
  private double jitter;
  private double peak;

  Delays() {
    Arrays.fill(quickest, Double.POSITIVE_INFINITY);
  }

  /**
   * A packet that was said at {@code said} by its sender's clock came at {@code arrived} by ours.
   */
  void packet(double said, double arrived) {
    double way = arrived - said;
    if (Double.isNaN(partSince)) {
      partSince = arrived;
      lastArrival = arrived;
    }
    if (!Double.isNaN(lastWay)) {
      jitter += (Math.abs(way - lastWay) - jitter) / 16;
    }
    lastWay = way;
    for (int parts = 0; arrived - partSince >= PART_MS && parts < PARTS; parts++) {
      System.arraycopy(quickest, 0, quickest, 1, PARTS - 1);
      quickest[0] = Double.POSITIVE_INFINITY;
      partSince += PART_MS;
    }
    partSince = Math.max(partSince, arrived - PART_MS);
    quickest[0] = Math.min(quickest[0], way);
    double late = way - least();
    peak *= Math.pow(KEPT_OF_PEAK, Math.max(0, arrived - lastArrival) / 1_000);
    peak = Math.max(peak, Math.min(late, MOST));
    lastArrival = Math.max(lastArrival, arrived);
  }

  /** How much sound is to be kept back. */
  double target() {
    return Math.clamp(peak, LEAST, MOST);
  }

  /** As RFC 3550 measures it. */
  double jitter() {
    return jitter;
  }

  private double least() {
    double least = Double.POSITIVE_INFINITY;
    for (double way : quickest) {
      least = Math.min(least, way);
    }
    return least;
  }
}

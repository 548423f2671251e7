package io.colloquy.benchmarks;

import java.util.Arrays;
import java.util.Collection;

/** Measured durations, sorted. */
@SuppressWarnings("ArrayRecordComponent") // never compared or hashed
record Latencies(double[] sortedMs) {

  static Latencies ofNanos(Collection<Long> nanos) {
    double[] ms = nanos.stream().mapToDouble(n -> n / 1e6).sorted().toArray();
    return new Latencies(ms);
  }

  /** The same without a part that each of them holds. */
  Latencies minus(double ms) {
    return new Latencies(Arrays.stream(sortedMs).map(x -> x - ms).toArray());
  }

  int count() {
    return sortedMs.length;
  }

  /**
   * The smallest measured value that so many percent of all do not exceed (nearest rank).
   *
   * @param percent above 0, up to 100
   */
  double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sortedMs.length);
    return sortedMs[Math.max(rank, 1) - 1];
  }
}

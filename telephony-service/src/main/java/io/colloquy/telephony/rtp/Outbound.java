package io.colloquy.telephony.rtp;

import io.colloquy.media.Resampler;

/** What waits to be said, filled by any thread and emptied by the media thread. */
final class Outbound {

  private static final int MOST_SECONDS = 600;

  private final Samples waiting = new Samples();
  private int rate = 8_000;

  synchronized void add(short[] samples) {
    if (waiting.size() + samples.length <= MOST_SECONDS * rate) {
      waiting.add(samples.clone());
    }
  }

  synchronized void clear() {
    waiting.clear();
  }

  synchronized double waitingMs() {
    return waiting.size() * 1_000.0 / rate;
  }

  /** Samples a second from now on; what waits is converted. */
  synchronized void rate(int hz) {
    if (hz != rate && waiting.size() > 0) {
      Resampler resampler = new Resampler(rate, hz);
      short[] old = waiting.take(waiting.size());
      waiting.add(resampler.push(old));
      waiting.add(resampler.finish());
    }
    rate = hz;
  }

  /** The next so many samples, with silence where nothing waits. */
  synchronized short[] take(int count) {
    return waiting.take(count);
  }
}

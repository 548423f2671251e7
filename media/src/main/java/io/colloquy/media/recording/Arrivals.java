package io.colloquy.media.recording;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.media.Level;
import io.colloquy.media.Pcm;
import io.colloquy.media.Ulaw;
import java.util.Arrays;

/**
 * Says when the frames of a microphone were spoken, which the network delivers now earlier, now
 * later. Frames follow each other without a gap as long as none is more than {@value #GAP_MS} ms
 * late. Over a second, the frame with the shortest way tells how far the stream is off the clock,
 * because its sender paused or its clock runs differently: a stream that is behind gets a gap, one
 * that is ahead loses what is quiet.
 */
final class Arrivals {

  /** Later than this, in milliseconds, and the sender has paused. */
  static final double GAP_MS = 100;

  /** So far off, in milliseconds, a stream may be without being put right. */
  static final double TOLERANCE_MS = 10;

  /** Who is further ahead than this, in milliseconds, sends faster than one can speak. */
  static final double FAST_MS = 500;

  private static final double WINDOW_MS = 1_000;
  private static final double QUIET_DBFS = -45;

  private final AudioFormat format;
  private boolean begun;
  private double nextMs;
  private double windowUntilMs;
  private double leastLateMs;
  private double aheadMs;

  /**
   * @param fromMs when the first sample sounded
   * @param goesOn whether it follows the frame before without a gap
   * @param samples those of the frame that are kept
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared or hashed
  record Placed(double fromMs, boolean goesOn, byte[] samples) {}

  Arrivals(AudioFormat format) {
    this.format = format;
  }

  /**
   * @param atMs when the frame arrived, in milliseconds since the call's start
   */
  Placed place(double atMs, byte[] frame) {
    double lengthMs = format.millis(frame.length);
    double spokenMs = Math.max(0, atMs - lengthMs);
    double lateMs = spokenMs - nextMs;
    if (!begun || lateMs > GAP_MS) {
      begun = true;
      beginWindow(spokenMs);
      return put(Math.max(spokenMs, nextMs), false, frame);
    }
    leastLateMs = Math.min(leastLateMs, lateMs);
    if (spokenMs >= windowUntilMs) {
      double leastLate = leastLateMs;
      beginWindow(spokenMs);
      aheadMs = -leastLate > TOLERANCE_MS && -leastLate < FAST_MS ? -leastLate : 0;
      if (leastLate > TOLERANCE_MS) {
        return put(nextMs + leastLate, false, frame);
      }
    }
    return put(nextMs, true, aheadMs > 0 ? withoutQuiet(frame) : frame);
  }

  private void beginWindow(double fromMs) {
    windowUntilMs = fromMs + WINDOW_MS;
    leastLateMs = Double.POSITIVE_INFINITY;
  }

  private Placed put(double fromMs, boolean goesOn, byte[] samples) {
    nextMs = fromMs + format.millis(samples.length);
    return new Placed(fromMs, goesOn, samples);
  }

  private byte[] withoutQuiet(byte[] frame) {
    if (frame.length % format.bytesPerSample() != 0 || Level.dbfs(samples(frame)) > QUIET_DBFS) {
      return frame;
    }
    int samples = (int) (aheadMs * format.sampleRate() / 1_000);
    int dropped = Math.min(samples * format.bytesPerSample(), frame.length);
    aheadMs -= format.millis(dropped);
    return Arrays.copyOfRange(frame, dropped, frame.length);
  }

  private short[] samples(byte[] frame) {
    return format == AudioFormat.ULAW_8000 ? Ulaw.decode(frame) : Pcm.samples(frame);
  }
}

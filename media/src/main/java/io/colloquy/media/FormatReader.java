package io.colloquy.media;

import io.colloquy.contracts.AudioFormat;
import java.util.Arrays;

/**
 * One stream from an edge's bytes to samples at the rate that the reader of the sound wants. Chunks
 * may be cut anywhere, also inside a sample: a byte left over waits for its other half.
 *
 * <p>Not for several threads at once.
 */
public final class FormatReader {

  private final AudioFormat from;
  private final Resampler resampler;
  private byte[] leftOver = {};

  /**
   * @param targetRate samples a second of what {@link #read} answers
   */
  public FormatReader(AudioFormat from, int targetRate) {
    this.from = from;
    this.resampler = new Resampler(from.sampleRate(), targetRate);
  }

  /** The samples that these bytes settle; possibly none. */
  public short[] read(byte[] bytes) {
    return resampler.push(decode(bytes));
  }

  /** The last few milliseconds of the stream; half a sample at its end is dropped. */
  public short[] finish() {
    leftOver = new byte[0];
    return resampler.finish();
  }

  private short[] decode(byte[] bytes) {
    if (from == AudioFormat.ULAW_8000) {
      return Ulaw.decode(bytes);
    }
    byte[] joined = joined(leftOver, bytes);
    int whole = joined.length - joined.length % 2;
    leftOver = Arrays.copyOfRange(joined, whole, joined.length);
    return Pcm.samples(whole == joined.length ? joined : Arrays.copyOf(joined, whole));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    if (first.length == 0) {
      return second;
    }
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}

package io.colloquy.media;

import io.colloquy.contracts.AudioFormat;

/**
 * One stream from samples to an edge's bytes. Always whole samples.
 *
 * <p>Not for several threads at once.
 */
public final class FormatWriter {

  private final AudioFormat to;
  private final Resampler resampler;

  /**
   * @param sourceRate samples a second of what {@link #write} is given
   */
  public FormatWriter(int sourceRate, AudioFormat to) {
    this.to = to;
    this.resampler = new Resampler(sourceRate, to.sampleRate());
  }

  /** The bytes that these samples settle; possibly none. */
  public byte[] write(short[] samples) {
    return encode(resampler.push(samples));
  }

  /** The last few milliseconds of the stream. The writer is then ready for another one. */
  public byte[] finish() {
    return encode(resampler.finish());
  }

  private byte[] encode(short[] samples) {
    return to == AudioFormat.ULAW_8000 ? Ulaw.encode(samples) : Pcm.bytes(samples);
  }
}

package io.colloquy.analysis.recording;

import io.colloquy.media.Tone;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.SampleBuffer;

/**
 * A call as it is heard from its MP3 file by a player that keeps to what the first frame says of
 * the encoder's delay and padding.
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of samples, never compared or hashed
record Listening(short[] left, short[] right) {

  static final int RATE = 24_000;

  /** Of every decoder of layer III. */
  private static final int DECODER_DELAY = 529;

  private static final int FRAME_SAMPLES = 576;
  private static final int DELAY_AT = 4 + 17 + 120 + 21;

  static Listening to(byte[] mp3) {
    var tag = ByteBuffer.wrap(mp3);
    int delays = tag.getInt(DELAY_AT) >>> 8;
    int frames = tag.getInt(4 + 17 + 8);
    int skipped = (delays >> 12) + DECODER_DELAY;
    int length = frames * FRAME_SAMPLES - (delays >> 12) - (delays & 0xfff);
    short[] left = new short[frames * FRAME_SAMPLES + FRAME_SAMPLES];
    short[] right = left.clone();
    int decoded = decode(Arrays.copyOfRange(mp3, 192, mp3.length), left, right);
    int until = Math.min(skipped + length, decoded);
    return new Listening(
        Arrays.copyOfRange(left, skipped, until), Arrays.copyOfRange(right, skipped, until));
  }

  private static int decode(byte[] mp3, short[] left, short[] right) {
    var stream = new Bitstream(new ByteArrayInputStream(mp3));
    var decoder = new Decoder();
    int at = 0;
    try {
      for (var header = stream.readFrame(); header != null; header = stream.readFrame()) {
        var samples = (SampleBuffer) decoder.decodeFrame(header, stream);
        for (int i = 0; i < samples.getBufferLength(); i += 2) {
          left[at] = samples.getBuffer()[i];
          right[at++] = samples.getBuffer()[i + 1];
        }
        stream.closeFrame();
      }
    } catch (JavaLayerException e) {
      throw new AssertionError("not an MP3 file", e);
    }
    return at;
  }

  /**
   * When a tone sounds, in milliseconds: each span from its beginning to its end, to 2 ms.
   *
   * @param amplitude of the tone, 0 to 1
   */
  static double[][] tones(short[] samples, double hz, double amplitude) {
    int window = RATE / 100;
    int step = RATE / 500;
    var spans = new java.util.ArrayList<double[]>();
    boolean on = false;
    for (int at = 0; at + window <= samples.length; at += step) {
      short[] heard = Arrays.copyOfRange(samples, at, at + window);
      boolean sounds = Tone.amplitude(heard, RATE, hz) > amplitude / 2;
      double ms = (at + window / 2) * 1_000.0 / RATE;
      if (sounds && !on) {
        spans.add(new double[] {ms, Double.NaN});
      } else if (!sounds && on) {
        spans.getLast()[1] = ms;
      }
      on = sounds;
    }
    return spans.toArray(double[][]::new);
  }
}

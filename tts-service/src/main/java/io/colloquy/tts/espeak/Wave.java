package io.colloquy.tts.espeak;

import io.colloquy.media.Pcm;
import io.colloquy.tts.voice.SynthesisFailure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The sound in a RIFF file as espeak-ng prints it: mono, 16 bit, of unknown length. */
@SuppressWarnings("ArrayRecordComponent") // a carrier of samples, never compared or hashed
record Wave(int sampleRate, short[] samples) {

  private static final int RIFF_HEADER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int FORMAT = chunkName("fmt ");
  private static final int DATA = chunkName("data");

  /** Below this a sample counts as silence: -50 dB of full scale. */
  private static final int SILENCE = 100;

  private static final double LEAD_IN_SECONDS = 0.03;

  /**
   * @throws SynthesisFailure if this is no such file
   */
  static Wave parse(byte[] file) {
    var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int rate = 0;
    int at = RIFF_HEADER_BYTES;
    while (at + CHUNK_HEADER_BYTES <= file.length) {
      int name = bytes.getInt(at);
      int body = at + CHUNK_HEADER_BYTES;
      if (name == DATA && rate > 0) {
        return new Wave(rate, Pcm.samples(Arrays.copyOfRange(file, body, wholeEnd(body, file))));
      }
      if (name == FORMAT && body + 16 <= file.length) {
        rate = bytes.getInt(body + 4);
      }
      int size = bytes.getInt(at + 4);
      if (size < 0 || size > file.length) {
        break;
      }
      at = body + size + (size & 1);
    }
    throw new SynthesisFailure("espeak-ng printed no sound (" + file.length + " bytes)");
  }

  /** A file that is being written says nothing of its length: the data goes to the end. */
  private static int wholeEnd(int body, byte[] file) {
    return file.length - (file.length - body) % 2;
  }

  private static int chunkName(String name) {
    return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
  }

  /** The same sound with no more than 30 ms of silence before it. */
  Wave withoutLeadIn() {
    int from = Math.max(0, firstAudible() - (int) (LEAD_IN_SECONDS * sampleRate));
    return new Wave(sampleRate, Arrays.copyOfRange(samples, from, samples.length));
  }

  double audibleFromMs() {
    return millis(firstAudible());
  }

  double audibleToMs() {
    int last = samples.length;
    while (last > 0 && Math.abs(samples[last - 1]) < SILENCE) {
      last--;
    }
    return millis(last);
  }

  private int firstAudible() {
    int first = 0;
    while (first < samples.length && Math.abs(samples[first]) < SILENCE) {
      first++;
    }
    return first == samples.length ? 0 : first;
  }

  private double millis(int count) {
    return count * 1000.0 / sampleRate;
  }
}

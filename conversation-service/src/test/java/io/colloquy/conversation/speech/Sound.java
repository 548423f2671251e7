package io.colloquy.conversation.speech;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.media.FormatWriter;
import io.colloquy.media.Pcm;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

/** 16 kHz samples for tests of hearing. */
final class Sound {

  private Sound() {}

  /** A live microphone in a quiet room: noise at -80 dB. */
  static short[] quiet(int millis) {
    Random random = new Random(millis);
    short[] samples = new short[millis * 16];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.round(random.nextGaussian() * 3);
    }
    return samples;
  }

  /** A muted microphone. */
  static short[] muted(int millis) {
    return new short[millis * 16];
  }

  /** Noise that loses 3 dB an octave, as rooms and streets do; about -30 dB of full scale. */
  static short[] pinkNoise(int millis) {
    Random random = new Random(5);
    double[] rows = new double[16];
    short[] samples = new short[millis * 16];
    for (int i = 0; i < samples.length; i++) {
      int row = Math.min(rows.length - 1, Integer.numberOfTrailingZeros(i + 1));
      rows[row] = random.nextGaussian();
      samples[i] = (short) Math.clamp(Arrays.stream(rows).sum() * 260, -32_000, 32_000);
    }
    return samples;
  }

  static short[] joined(short[]... parts) {
    short[] all = new short[Arrays.stream(parts).mapToInt(p -> p.length).sum()];
    int at = 0;
    for (short[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  static byte[] encoded(short[] samples, AudioFormat format) {
    FormatWriter writer = new FormatWriter(Clip.RATE, format);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(writer.write(samples));
    bytes.writeBytes(writer.finish());
    return bytes.toByteArray();
  }

  static byte[] encoded(short[] samples) {
    return Pcm.bytes(samples);
  }

  /** Cuts into pieces of the sizes that are supplied. */
  static List<byte[]> cut(byte[] bytes, IntSupplier size) {
    List<byte[]> pieces = new ArrayList<>();
    for (int at = 0; at < bytes.length; ) {
      int end = Math.min(bytes.length, at + size.getAsInt());
      pieces.add(Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    return pieces;
  }

  static List<short[]> cut(short[] samples, int size) {
    List<short[]> pieces = new ArrayList<>();
    for (int at = 0; at < samples.length; at += size) {
      pieces.add(Arrays.copyOfRange(samples, at, Math.min(samples.length, at + size)));
    }
    return pieces;
  }
}

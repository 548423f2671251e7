package io.colloquy.conversation.speech;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.media.Pcm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A sentence spoken by flite (16 kHz mono, see {@code NOTICE} beside the files), and what it says.
 */
record Clip(String name) {

  static final int RATE = 16_000;
  private static final int WAV_HEADER = 44;

  String text() {
    return new String(file(".txt"), StandardCharsets.UTF_8).strip();
  }

  String[] words() {
    return text().split(" ");
  }

  short[] samples() {
    byte[] wav = file(".wav");
    return Pcm.samples(Arrays.copyOfRange(wav, WAV_HEADER, wav.length));
  }

  /** The clip as a caller would send it: half a second of quiet, the words, and quiet again. */
  short[] inACall(int quietAfterMs) {
    return Sound.joined(Sound.quiet(500), samples(), Sound.quiet(quietAfterMs));
  }

  byte[] inACall(int quietAfterMs, AudioFormat format) {
    return Sound.encoded(inACall(quietAfterMs), format);
  }

  private byte[] file(String ending) {
    try (InputStream in = Clip.class.getResourceAsStream("/speech/" + name + ending)) {
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}

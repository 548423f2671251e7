package io.colloquy.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colloquy.contracts.AudioFormat;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormatTest {

  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void aToneGoesOutAndComesBack(AudioFormat format) {
    FormatWriter writer = new FormatWriter(16_000, format);
    byte[] bytes = join(writer.write(Tone.sine(16_000, 1_000, 16_000, 0.5)), writer.finish());
    assertThat(format.millis(bytes.length)).isEqualTo(1_000);

    FormatReader reader = new FormatReader(format, 16_000);
    short[] back = join(reader.read(bytes), reader.finish());
    assertThat(back).hasSize(16_000);
    assertThat(Tone.amplitude(back, 16_000, 1_000)).isCloseTo(0.5, within(0.005));
    double distortion = format == AudioFormat.ULAW_8000 ? 0.02 : 0.0002;
    assertThat(Tone.amplitude(back, 16_000, 3_000)).isLessThan(distortion);
  }

  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void chunksCutAnywhereReadTheSame(AudioFormat format) {
    byte[] bytes = new FormatWriter(16_000, format).write(Tone.sine(16_000, 700, 8_000, 0.8));
    FormatReader whole = new FormatReader(format, 16_000);
    short[] expected = join(whole.read(bytes), whole.finish());

    FormatReader cut = new FormatReader(format, 16_000);
    Random random = new Random(11);
    short[] heard = {};
    for (int at = 0; at < bytes.length; ) {
      int end = Math.min(bytes.length, at + random.nextInt(333));
      heard = join(heard, cut.read(Arrays.copyOfRange(bytes, at, end)));
      at = end;
    }
    assertThat(join(heard, cut.finish())).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void everyPieceWrittenIsWholeSamples(AudioFormat format) {
    FormatWriter writer = new FormatWriter(22_050, format);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int piece = 1; piece < 60; piece++) {
      byte[] bytes = writer.write(new short[piece]);
      assertThat(bytes.length % format.bytesPerSample()).isZero();
      all.writeBytes(bytes);
    }
    all.writeBytes(writer.finish());
    int samples = (int) Math.ceil(59 * 60 / 2 * (double) format.sampleRate() / 22_050);
    assertThat(all.size()).isEqualTo(samples * format.bytesPerSample());
  }

  @Test
  void anOddByteWaitsForItsOtherHalf() {
    FormatReader reader = new FormatReader(AudioFormat.PCM_16000, 16_000);
    assertThat(reader.read(new byte[] {0x34})).isEmpty();
    assertThat(reader.read(new byte[] {0x12, 0x78})).containsExactly(0x1234);
    assertThat(reader.read(new byte[] {0x56})).containsExactly(0x5678);
  }

  private static short[] join(short[] first, short[] second) {
    short[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}

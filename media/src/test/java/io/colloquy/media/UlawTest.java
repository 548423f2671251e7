package io.colloquy.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UlawTest {

  /** The ends and the middle of the segments as the tables of ITU-T G.711 give them. */
  @ParameterizedTest
  @CsvSource({
    "0x00, -32124",
    "0x0f, -16764",
    "0x10, -15996",
    "0x40, -1884",
    "0x7e, -8",
    "0x7f, 0",
    "0x80, 32124",
    "0x8f, 16764",
    "0xc0, 1884",
    "0xce, 988",
    "0xfe, 8",
    "0xff, 0"
  })
  void codesDecodeAsTheStandardSays(String code, short sample) {
    assertThat(Ulaw.decode(Integer.decode(code).byteValue())).isEqualTo(sample);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0xff",
    "4, 0xfe",
    "-4, 0x7e",
    "1000, 0xce",
    "-1000, 0x4e",
    "32767, 0x80",
    "-32768, 0x00"
  })
  void samplesEncodeAsTheStandardSays(short sample, String code) {
    assertThat(Ulaw.encode(sample)).isEqualTo(Integer.decode(code).byteValue());
  }

  @Test
  void everyCodeSurvivesTheRoundTrip() {
    for (int code = 0; code < 256; code++) {
      short sample = Ulaw.decode((byte) code);
      assertThat(Ulaw.decode(Ulaw.encode(sample))).as("code %d", code).isEqualTo(sample);
    }
  }

  @Test
  void theErrorGrowsWithTheSampleAndStaysUnderHalfAStep() {
    for (int sample = -32_635; sample <= 32_635; sample++) {
      int error = Math.abs(Ulaw.decode(Ulaw.encode((short) sample)) - sample);
      assertThat(error).as("sample %d", sample).isLessThanOrEqualTo((Math.abs(sample) + 132) / 32);
    }
  }

  @Test
  void aToneStaysItselfThroughTheLine() {
    short[] tone = Tone.sine(8_000, 1_000, 8_000, 0.5);
    assertThat(Tone.amplitude(Ulaw.decode(Ulaw.encode(tone)), 8_000, 1_000)).isBetween(0.49, 0.51);
    assertThat(Ulaw.decode(Ulaw.SILENCE)).isZero();
  }
}

package io.colloquy.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PcmTest {

  @Test
  void theLowByteComesFirst() {
    byte[] bytes = {0x34, 0x12, (byte) 0xff, (byte) 0xff, 0x00, (byte) 0x80, (byte) 0xff, 0x7f};
    assertThat(Pcm.samples(bytes)).containsExactly(0x1234, -1, Short.MIN_VALUE, Short.MAX_VALUE);
    assertThat(Pcm.bytes(Pcm.samples(bytes))).isEqualTo(bytes);
  }

  @Test
  void halfASampleIsRefused() {
    assertThatThrownBy(() -> Pcm.samples(new byte[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 bytes");
  }

  @Test
  void whatIsTooLoudIsClippedAndNotWrapped() {
    assertThat(Pcm.clip(40_000)).isEqualTo(Short.MAX_VALUE);
    assertThat(Pcm.clip(-40_000)).isEqualTo(Short.MIN_VALUE);
    assertThat(Pcm.clip(-0.6)).isEqualTo((short) -1);
  }
}

package io.colloquy.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AudioFormatTest {

  @ParameterizedTest
  @CsvSource({
    "pcm_8000,  8000,  16000",
    "pcm_16000, 16000, 32000",
    "pcm_22050, 22050, 44100",
    "pcm_24000, 24000, 48000",
    "pcm_44100, 44100, 88200",
    "pcm_48000, 48000, 96000",
    "ulaw_8000, 8000,  8000"
  })
  void aSecondOfEachFormatHasItsBytes(String wireName, int sampleRate, int bytesASecond) {
    var format = AudioFormat.of(wireName);

    assertThat(format.sampleRate()).isEqualTo(sampleRate);
    assertThat(format.millis(bytesASecond)).isEqualTo(1_000.0);
  }

  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void everyFormatIsWrittenAndReadByItsWireName(AudioFormat format) {
    var json = Json.text(format);

    assertThat(json).isEqualTo("\"" + format.wireName() + "\"");
    assertThat(Json.read(json, AudioFormat.class)).isEqualTo(format);
  }

  @Test
  void aFormatThatNobodyOffersIsRefused() {
    assertThat(AudioFormat.find("mp3_44100_128")).isEmpty();
    assertThatThrownBy(() -> AudioFormat.of("mp3_44100_128"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mp3_44100_128");
    assertThatThrownBy(() -> Json.read("\"mp3_44100_128\"", AudioFormat.class))
        .isInstanceOf(Packet.MalformedPacket.class);
  }
}

package io.colloquy.contracts.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.recording.RecordedPart.Piece;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedPartTest {

  private static final RecordedPart PART =
      new RecordedPart(
          "conv_1",
          7,
          8_000,
          true,
          AudioFormat.ULAW_8000,
          AudioFormat.PCM_24000,
          List.of(
              new Piece.User(7_010, new byte[] {1, 2, 3}),
              new Piece.Understood(7_100, 4),
              new Piece.Agent(7_200, 4, new byte[] {4, 5}),
              new Piece.Cut(7_300, 4),
              new Piece.User(7_400, new byte[] {6})));

  @Test
  void aPartIsReadAsItWasWritten() {
    var read = RecordedPart.CODEC.decode(RecordedPart.CODEC.encode(PART));

    assertThat(read).usingRecursiveComparison().isEqualTo(PART);
    assertThat(read.size()).isEqualTo(6);
  }

  @Test
  void samplesTravelAsTheyAre() {
    assertThat(RecordedPart.CODEC.encode(PART).body()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void aBodyThatDoesNotFitIsMalformed() {
    var packet = RecordedPart.CODEC.encode(PART);
    for (int length : List.of(5, 7)) {
      var other = new Packet(packet.headers(), Arrays.copyOf(packet.body(), length));
      assertThatThrownBy(() -> RecordedPart.CODEC.decode(other))
          .isInstanceOf(Packet.MalformedPacket.class);
    }
  }

  @Test
  void anUnknownFormatIsMalformed() {
    var packet = RecordedPart.CODEC.encode(PART);
    var headers = new HashMap<>(packet.headers());
    headers.put("agent", "mp3_44100");
    assertThatThrownBy(() -> RecordedPart.CODEC.decode(new Packet(headers, packet.body())))
        .isInstanceOf(Packet.MalformedPacket.class);
  }
}

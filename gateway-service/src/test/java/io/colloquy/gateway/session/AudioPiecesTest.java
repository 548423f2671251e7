package io.colloquy.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.speech.Alignment;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudioPiecesTest {

  @Test
  void leavesAnOrdinaryChunkAlone() {
    var audio = new EdgeOutput.Audio(1, new byte[96_000], Alignment.none());

    assertThat(AudioPieces.of(audio, AudioFormat.PCM_48000)).containsExactly(audio);
  }

  @Test
  void cutsLongAudioAtWholeSamplesAndItsAlignmentWithIt() {
    var samples = new byte[AudioPieces.MAX_BYTES * 2 + 1000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i / 7);
    }
    int pieceMs = (int) AudioFormat.PCM_16000.millis(AudioPieces.MAX_BYTES);
    var alignment =
        new Alignment(
            List.of("a", "b", "c"), List.of(10, pieceMs + 20, 2 * pieceMs + 5), List.of(5, 6, 7));

    var pieces = AudioPieces.of(new EdgeOutput.Audio(9, samples, alignment), AudioFormat.PCM_16000);

    assertThat(pieces).hasSize(3).allMatch(piece -> piece.eventId() == 9);
    assertThat(pieces).allMatch(piece -> piece.samples().length % 2 == 0);
    var joined = new ByteArrayOutputStream();
    pieces.forEach(piece -> joined.writeBytes(piece.samples()));
    assertThat(joined.toByteArray()).containsExactly(samples);
    assertThat(pieces.get(0).alignment())
        .isEqualTo(new Alignment(List.of("a"), List.of(10), List.of(5)));
    assertThat(pieces.get(1).alignment())
        .isEqualTo(new Alignment(List.of("b"), List.of(20), List.of(6)));
    assertThat(pieces.get(2).alignment())
        .isEqualTo(new Alignment(List.of("c"), List.of(5), List.of(7)));
  }
}

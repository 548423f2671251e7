package io.colloquy.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.recording.RecordedPart;
import io.colloquy.contracts.recording.RecordedPart.Piece;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The recorder at the edge, in virtual time. */
class CallRecorderTest {

  private static final long START = 7_000_000;
  private static final int FRAME_MS = 20;
  private static final byte[] FRAME = new byte[16 * 2 * FRAME_MS];

  private final List<RecordedPart> parts = new ArrayList<>();
  private final CallRecorder recorder =
      new CallRecorder("conv_1", AudioFormat.PCM_16000, AudioFormat.ULAW_8000, START, parts::add);

  @Test
  void tellsOfASecondAtOnceWithTheUsersFramesAsOneSound() {
    for (int at = FRAME_MS; at <= 1_000; at += FRAME_MS) {
      recorder.heard(START + at, FRAME);
    }
    recorder.heard(START + 1_020, FRAME);

    assertThat(parts).hasSize(1);
    var part = parts.getFirst();
    assertThat(part.sequence()).isZero();
    assertThat(part.last()).isFalse();
    assertThat(part.pieces()).hasSize(1);
    assertThat(part.pieces().getFirst())
        .isInstanceOfSatisfying(
            Piece.User.class,
            user -> {
              assertThat(user.atMs()).isZero();
              assertThat(user.samples()).hasSize(50 * FRAME.length - FRAME.length);
            });
  }

  @Test
  void goesOnInTheNextPartWhereTheLastOneEnded() {
    for (int at = FRAME_MS; at <= 3_000; at += FRAME_MS) {
      recorder.heard(START + at, FRAME);
    }
    recorder.close(START + 3_000);

    assertThat(parts).extracting(RecordedPart::sequence).containsExactly(0, 1, 2, 3);
    double expected = 0;
    for (var part : parts) {
      for (var piece : part.pieces()) {
        assertThat((double) piece.atMs()).isEqualTo(expected);
        expected += AudioFormat.PCM_16000.millis(((Piece.User) piece).samples().length);
      }
    }
    assertThat(expected).isEqualTo(3_000);
  }

  @Test
  void notesInOrderWhatIsSentCutAndUnderstood() {
    recorder.understood(START + 100, 2);
    recorder.sent(START + 200, 2, new byte[] {1});
    recorder.interrupted(START + 300, 2);
    recorder.close(START + 400);

    assertThat(parts).hasSize(1);
    assertThat(parts.getFirst().pieces())
        .extracting(piece -> piece.getClass().getSimpleName() + "@" + piece.atMs())
        .containsExactly("Understood@100", "Agent@200", "Cut@300");
    assertThat(parts.getFirst().last()).isTrue();
    assertThat(parts.getFirst().untilMs()).isEqualTo(400);
  }

  @Test
  void neverHoldsMoreThanAPartHoweverFastTheAgentsSoundComes() {
    for (int chunk = 0; chunk < 100; chunk++) {
      recorder.sent(START + 5, 1, new byte[8_000]);
    }

    int told = parts.stream().mapToInt(RecordedPart::size).sum();
    assertThat(100 * 8_000 - told).isLessThan(CallRecorder.FULL_BYTES);
    assertThat(parts).allSatisfy(p -> assertThat(p.size()).isLessThan(300 * 1024));
  }

  @Test
  void givesASignOfLifeWhileNobodySpeaks() {
    for (int at = 2_000; at <= 20_000; at += 2_000) {
      recorder.tick(START + at);
    }

    assertThat(parts).extracting(RecordedPart::untilMs).containsExactly(10_000L, 20_000L);
    assertThat(parts).allSatisfy(part -> assertThat(part.pieces()).isEmpty());
  }

  @Test
  void tellsOfTheEndOnceAndOfNothingAfterIt() {
    recorder.close(START + 50);
    recorder.close(START + 60);
    recorder.sent(START + 70, 1, new byte[10]);
    recorder.tick(START + 100_000);

    assertThat(parts).hasSize(1);
  }
}

package io.colloquy.analysis.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.recording.RecordedPart;
import io.colloquy.contracts.recording.RecordedPart.Piece;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntakeTest {

  private static final int SEGMENT = 10_000;
  private static final Duration AGE = Duration.ofSeconds(15);
  private static final long CAPACITY = 50_000;

  private Instant now = Instant.EPOCH;
  private final InstantSource clock = () -> now;
  private final Intake intake = new Intake(new Intake.Limits(SEGMENT, AGE, CAPACITY), clock);

  @Test
  void aCallIsPutAwayWhenItIsWorthABlobOrOldOrOver() {
    intake.add(0, 0, part("big", 0, 6_000, false));
    intake.add(0, 1, part("small", 0, 100, false));
    intake.add(0, 2, part("over", 0, 100, true));
    assertThat(due()).containsExactly("over 0-0");

    intake.add(0, 3, part("big", 1, 6_000, false));
    assertThat(due()).containsExactlyInAnyOrder("over 0-0", "big 0-1");

    now = now.plus(AGE);
    assertThat(due()).containsExactlyInAnyOrder("over 0-0", "big 0-1", "small 0-0");
  }

  @Test
  void anOffsetIsSafeWhenAllBeforeItIs() {
    assertThat(intake.safeUntil(0)).isEmpty();
    intake.add(0, 10, part("slow", 0, 100, false));
    intake.add(0, 11, part("over", 0, 100, true));
    intake.add(1, 500, part("other", 0, 100, false));
    intake.due().forEach(intake::stored);
    assertThat(intake.safeUntil(0)).hasValue(10);
    assertThat(intake.safeUntil(1)).hasValue(500);

    now = now.plus(AGE);
    intake.due().forEach(intake::stored);
    assertThat(intake.safeUntil(0)).hasValue(12);
    assertThat(intake.bytes()).isZero();
  }

  @Test
  void whatCannotBeReadHoldsNothingUp() {
    intake.skip(3, 7);
    assertThat(intake.safeUntil(3)).hasValue(8);
  }

  @Test
  void whatComesTwiceIsThereOnce() {
    intake.add(0, 0, part("call", 4, 100, false));
    intake.add(0, 1, part("call", 5, 100, false));
    intake.add(0, 2, part("call", 4, 100, false));
    intake.add(0, 3, part("call", 5, 100, false));
    intake.add(0, 4, part("call", 6, 100, true));

    assertThat(due()).containsExactly("call 4-6");
  }

  @Test
  void theCallsWithMostGoFirstWhenMemoryIsShort() {
    for (int i = 0; i < 12; i++) {
      intake.add(0, i, part("call" + i, 0, i == 7 ? 9_000 : 4_000, false));
    }

    assertThat(due()).contains("call7 0-0").hasSizeLessThan(12);
    intake.due().forEach(intake::stored);
    assertThat(intake.bytes()).isLessThanOrEqualTo(CAPACITY);
  }

  @Test
  void readingPausesWhileNothingCanBePutAway() {
    int sequence = 0;
    while (!intake.isFull()) {
      intake.add(0, sequence, part("call", sequence++, 1_000, false));
    }

    assertThat(intake.bytes()).isBetween(2 * CAPACITY, 2 * CAPACITY + 2_000);
    intake.due().forEach(intake::stored);
    assertThat(intake.isFull()).isFalse();
  }

  @Test
  void whatOthersOwnNowIsForgotten() {
    intake.add(0, 10, part("mine", 0, 100, false));
    intake.add(1, 20, part("theirs", 0, 100, false));
    intake.forget(Set.of(1));

    assertThat(intake.partitions()).containsExactly(0);
    assertThat(intake.of(Set.of(0, 1)))
        .extracting(Intake.Segment::conversationId)
        .containsExactly("mine");
  }

  private List<String> due() {
    return intake.due().stream()
        .map(
            segment ->
                "%s %d-%d"
                    .formatted(
                        segment.conversationId(),
                        segment.parts().getFirst().sequence(),
                        segment.parts().getLast().sequence()))
        .toList();
  }

  private static RecordedPart part(String call, int sequence, int bytes, boolean last) {
    return new RecordedPart(
        call,
        sequence,
        1_000L * (sequence + 1),
        last,
        AudioFormat.PCM_16000,
        AudioFormat.PCM_16000,
        List.of(new Piece.User(1_000L * sequence, new byte[bytes])));
  }
}

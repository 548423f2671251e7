package io.colloquy.conversation.speech.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptAudioTest {

  private final KeptAudio kept = new KeptAudio(10);

  @Test
  void piecesAreGivenOnceAndAgainFromTheBeginning() {
    kept.add(new short[] {1, 1});
    kept.add(new short[] {2, 2});
    assertThat(kept.next()[0]).isEqualTo((short) 1);
    assertThat(kept.next()[0]).isEqualTo((short) 2);
    assertThat(kept.hasNext()).isFalse();
    kept.rewind();
    assertThat(kept.next()[0]).isEqualTo((short) 1);
  }

  @Test
  void whatIsTooLongLosesItsBeginningAndNothingElse() {
    for (short i = 1; i <= 8; i++) {
      kept.add(new short[] {i, i, i});
    }
    assertThat(kept.samples()).isEqualTo(9);
    assertThat(kept.next()[0]).isEqualTo((short) 6);
  }

  @Test
  void whatWasGivenIsNotGivenTwiceWhenTheBeginningIsDropped() {
    for (short i = 1; i <= 8; i++) {
      kept.add(new short[] {i, i, i});
      assertThat(kept.hasNext()).isTrue();
      assertThat(kept.next()[0]).isEqualTo(i);
      assertThat(kept.hasNext()).isFalse();
    }
  }

  @Test
  void aPieceThatIsTooLongByItselfIsKept() {
    kept.add(new short[20]);
    assertThat(kept.next()).hasSize(20);
  }

  @Test
  void nothingIsKeptOfAnUtteranceThatIsOver() {
    kept.add(new short[] {1});
    kept.clear();
    assertThat(kept.samples()).isZero();
    assertThat(kept.hasNext()).isFalse();
  }
}

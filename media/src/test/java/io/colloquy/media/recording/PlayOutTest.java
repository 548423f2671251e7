package io.colloquy.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlayOutTest {

  private final PlayOut playOut = new PlayOut();

  @Test
  void whatIsSentWaitsForWhatStillPlays() {
    playOut.sent(100, 1, 1_000);
    playOut.sent(120, 1, 500);
    playOut.sent(5_000, 2, 300);

    assertThat(heard()).containsExactly("1@100+1000", "1@1100+500", "2@5000+300");
  }

  @Test
  void anInterruptionCutsAtItsMoment() {
    playOut.sent(0, 1, 1_000);
    playOut.sent(10, 1, 1_000);
    playOut.sent(20, 1, 1_000);
    playOut.cut(1_400, 1);

    assertThat(heard()).containsExactly("1@0+1000", "1@1000+400", "1@1400+0");
  }

  @Test
  void whatComesAfterAnInterruptionIsHeardAtOnce() {
    playOut.sent(0, 1, 10_000);
    playOut.cut(400, 1);
    playOut.sent(900, 2, 100);

    assertThat(heard()).containsExactly("1@0+400", "2@900+100");
  }

  @Test
  void aLaterTurnThatWaitsMovesUp() {
    playOut.sent(0, 1, 10_000);
    playOut.sent(100, 2, 500);
    playOut.cut(400, 1);

    assertThat(heard()).containsExactly("1@0+400", "2@400+500");
  }

  @Test
  void aLaterTurnThatPlaysPlaysOn() {
    playOut.sent(0, 1, 100);
    playOut.sent(10, 2, 1_000);
    playOut.cut(400, 1);

    assertThat(heard()).containsExactly("1@0+100", "2@100+1000");
  }

  @Test
  void soundOfAnInterruptedTurnThatComesLateIsNotHeard() {
    playOut.cut(400, 1);
    playOut.sent(500, 1, 100);
    playOut.sent(500, 2, 100);

    assertThat(heard()).containsExactly("1@500+0", "2@500+100");
  }

  @Test
  void theEndOfTheCallCutsEverything() {
    playOut.sent(0, 1, 1_000);
    playOut.sent(0, 2, 1_000);
    playOut.end(700);

    assertThat(heard()).containsExactly("1@0+700", "2@700+0");
  }

  private Iterable<String> heard() {
    return playOut.heard().stream()
        .map(h -> "%d@%.0f+%.0f".formatted(h.eventId(), h.fromMs(), h.heardMs()))
        .toList();
  }
}

package io.colloquy.analysis.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private final Schedule exact = new Schedule(() -> 0.0);

  @Test
  void theNineAttemptsAfterTheFirstComeAsStandardWebhooksSays() {
    List<Long> seconds = new ArrayList<>();
    for (int attempt = 1; attempt <= 9; attempt++) {
      seconds.add(exact.pauseAfter(attempt, Optional.empty()).orElseThrow().toSeconds());
    }

    assertThat(seconds)
        .containsExactly(5L, 300L, 1_800L, 7_200L, 18_000L, 36_000L, 50_400L, 72_000L, 86_400L);
  }

  @Test
  void theTenthAttemptIsTheLast() {
    assertThat(exact.pauseAfter(10, Optional.empty())).isEmpty();
    assertThat(exact.pauseAfter(11, Optional.of(Duration.ofSeconds(1)))).isEmpty();
  }

  @Test
  void chanceMakesAPauseLongerByATenthAtMost() {
    var late = new Schedule(() -> 1.0);

    assertThat(late.pauseAfter(1, Optional.empty())).contains(Duration.ofMillis(5_500));
    assertThat(late.pauseAfter(9, Optional.empty())).contains(Duration.ofMinutes(1_584));
  }

  @Test
  void aReceiverThatWantsMoreRestGetsIt() {
    assertThat(exact.pauseAfter(1, Optional.of(Duration.ofMinutes(2))))
        .contains(Duration.ofMinutes(2));
  }

  @Test
  void oneThatWantsLessDoesNot() {
    assertThat(exact.pauseAfter(2, Optional.of(Duration.ZERO))).contains(Duration.ofMinutes(5));
  }

  @Test
  void nobodyCanAskForMoreThanADay() {
    assertThat(exact.pauseAfter(1, Optional.of(Duration.ofDays(30)))).contains(Duration.ofDays(1));
  }
}

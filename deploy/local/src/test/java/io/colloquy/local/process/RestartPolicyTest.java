package io.colloquy.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {

  private final RestartPolicy policy =
      new RestartPolicy(Duration.ofMillis(250), Duration.ofSeconds(30), Duration.ofSeconds(60));

  @Test
  void eachWaitIsTwiceTheOneBefore() {
    assertThat(IntStream.rangeClosed(1, 4).mapToObj(policy::delay))
        .containsExactly(
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2));
  }

  @Test
  void noWaitIsLongerThanTheLongestHoweverManyEndsThereWere() {
    assertThat(policy.delay(9)).isEqualTo(Duration.ofSeconds(30));
    assertThat(policy.delay(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aProcessThatRanForTheCalmTimeStartsOver() {
    assertThat(policy.endsInARow(7, Duration.ofSeconds(60))).isEqualTo(1);
    assertThat(policy.endsInARow(7, Duration.ofSeconds(59))).isEqualTo(8);
  }
}

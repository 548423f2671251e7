package io.colloquy.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundTripTest {

  private final RoundTrip roundTrip = new RoundTrip();

  @Test
  void measuresAClientThatAnswersAtOnce() {
    long now = 0;
    int reported = -1;
    for (int i = 0; i < 50; i++) {
      var ping = roundTrip.next(now);
      reported = ping.pingMs().orElse(reported);
      var _ = roundTrip.answered(ping.eventId(), now + 80);
      now += 2_500;
    }
    assertThat(reported).isEqualTo(80);
  }

  @Test
  void doesNotGrowWithAClientThatWaitsForPingMsBeforeItAnswers() {
    long now = 0;
    for (int i = 0; i < 50; i++) {
      var ping = roundTrip.next(now);
      assertThat(ping.pingMs().orElse(0)).isLessThan(100);
      var _ = roundTrip.answered(ping.eventId(), now + 20 + ping.pingMs().orElse(0));
      now += 2_500;
    }
  }

  @Test
  void numbersPingsFromOneAndReportsNothingBeforeTheFirstAnswer() {
    for (int id = 1; id <= 4; id++) {
      var ping = roundTrip.next(id);
      assertThat(ping.eventId()).isEqualTo(id);
      assertThat(ping.pingMs()).isEmpty();
    }
  }

  @Test
  void ignoresAPongThatAnswersNothing() {
    assertThat(roundTrip.answered(5, 10)).isEmpty();
    var ping = roundTrip.next(100);
    assertThat(roundTrip.answered(ping.eventId(), 130)).contains(Duration.ofMillis(30));
    assertThat(roundTrip.answered(ping.eventId(), 140)).isEmpty();
  }
}

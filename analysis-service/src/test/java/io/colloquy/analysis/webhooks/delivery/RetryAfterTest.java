package io.colloquy.analysis.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2015-10-21T07:27:00Z");

  @Test
  void isANumberOfSecondsOrADate() {
    assertThat(RetryAfter.in("120", NOW)).contains(Duration.ofMinutes(2));
    assertThat(RetryAfter.in("Wed, 21 Oct 2015 07:28:00 GMT", NOW)).contains(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "-5", "1.5", "99999999999999", "Wed, 21 Oct 2015 07:26:00 GMT"})
  void whatSaysNothingOfTheFutureIsNotHeard(String value) {
    assertThat(RetryAfter.in(value, NOW)).isEmpty();
  }
}

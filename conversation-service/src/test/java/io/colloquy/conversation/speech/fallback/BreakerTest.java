package io.colloquy.conversation.speech.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final TestClock clock = new TestClock();
  private final Breaker breaker = new Breaker(2, PAUSE, clock);

  @Test
  void oneFailureBarsNobody() {
    breaker.failed();
    assertThat(breaker.lets()).isTrue();
    assertThat(breaker.lets()).isTrue();
  }

  @Test
  void failuresThatAreNotInARowBarNobody() {
    breaker.failed();
    breaker.succeeded();
    breaker.failed();
    assertThat(breaker.lets()).isTrue();
  }

  @Test
  void afterFailuresInARowNobodyPassesUntilThePauseIsOver() {
    fail();
    assertThat(breaker.lets()).isFalse();
    clock.pass(PAUSE.minusMillis(1));
    assertThat(breaker.lets()).isFalse();
  }

  @Test
  void afterThePauseOneTriesForAll() {
    fail();
    clock.pass(PAUSE);
    assertThat(breaker.lets()).isTrue();
    assertThat(breaker.lets()).isFalse();
  }

  @Test
  void aTrialThatSucceedsLetsEverybodyPass() {
    fail();
    clock.pass(PAUSE);
    breaker.lets();
    breaker.succeeded();
    assertThat(breaker.lets()).isTrue();
    assertThat(breaker.lets()).isTrue();
  }

  @Test
  void aTrialThatFailsBeginsThePauseAnew() {
    fail();
    clock.pass(PAUSE);
    breaker.lets();
    clock.pass(Duration.ofSeconds(5));
    breaker.failed();
    clock.pass(PAUSE.minusMillis(1));
    assertThat(breaker.lets()).isFalse();
    clock.pass(Duration.ofMillis(1));
    assertThat(breaker.lets()).isTrue();
  }

  @Test
  void aTrialOfWhichNothingIsHeardIsFollowedByAnother() {
    fail();
    clock.pass(PAUSE);
    breaker.lets();
    clock.pass(PAUSE);
    assertThat(breaker.lets()).isTrue();
  }

  private void fail() {
    breaker.failed();
    breaker.failed();
  }
}

package io.colloquy.analysis.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.analysis.webhooks.delivery.Health.State;
import io.colloquy.analysis.webhooks.delivery.Outcome.Answered;
import io.colloquy.analysis.webhooks.delivery.Outcome.Fault;
import io.colloquy.analysis.webhooks.delivery.Outcome.Reason;
import io.colloquy.analysis.webhooks.delivery.Outcome.Unanswered;
import io.colloquy.analysis.webhooks.delivery.Outcome.Unsent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a webhook is disabled (page 035). */
class HealthTest {

  private static final Instant NOW = Instant.parse("2026-01-20T12:00:00Z");
  private static final Outcome OK = answered(200);
  private static final Outcome ERROR = answered(500);

  private static Outcome answered(int status) {
    return new Answered(status, Optional.empty());
  }

  private static Health afterFailures(Health health, int failures) {
    var after = health;
    for (int i = 0; i < failures; i++) {
      after = after.after(ERROR, true, NOW);
    }
    return after;
  }

  @ParameterizedTest
  @CsvSource({
    "9,  never,     ENABLED",
    "10, never,     AUTO_DISABLED",
    "9,  P8D,       ENABLED",
    "10, P6DT23H,   ENABLED",
    "10, P7D,       ENABLED",
    "10, P7DT1S,    AUTO_DISABLED",
    "99, PT1H,      ENABLED",
  })
  void tenFailuresInARowAndNoSuccessForSevenDaysDisableIt(
      int failures, String lastSuccess, State expected) {
    var before =
        lastSuccess.equals("never")
            ? Health.NEW
            : Health.NEW.after(OK, false, NOW.minus(Duration.parse(lastSuccess)));

    assertThat(afterFailures(before, failures).state()).isEqualTo(expected);
  }

  @Test
  void aSuccessBeginsTheCountAnew() {
    var old = NOW.minus(Duration.ofDays(30));
    var nine = afterFailures(Health.NEW, 9).after(OK, false, old);

    assertThat(nine.failures()).isZero();
    assertThat(afterFailures(nine, 9).state()).isEqualTo(State.ENABLED);
    assertThat(afterFailures(nine, 10).state()).isEqualTo(State.AUTO_DISABLED);
  }

  @Test
  void anAttemptThatIsMadeAgainIsNoFailureYet() {
    var health = Health.NEW;
    for (int i = 0; i < 50; i++) {
      health = health.after(ERROR, false, NOW);
    }

    assertThat(health.state()).isEqualTo(State.ENABLED);
    assertThat(health.failures()).isZero();
    assertThat(health.failing()).isEqualTo(50);
  }

  @Test
  void whoeverIsGoneIsDisabledAtOnce() {
    var known = Health.NEW.after(OK, false, NOW);

    assertThat(known.after(answered(410), true, NOW).state()).isEqualTo(State.AUTO_DISABLED);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 202, 204, 301, 302, 400, 500})
  void nothingButA200IsASuccess(int status) {
    var after = Health.NEW.after(answered(status), true, NOW);

    assertThat(after.failures()).isEqualTo(1);
    assertThat(after.lastSuccessAt()).isEmpty();
    assertThat(after.lastFailure()).contains(status);
    assertThat(after.lastFailureAt()).contains(NOW);
  }

  @Test
  void silenceIsAFailureWithoutACode() {
    var after =
        Health.NEW
            .after(ERROR, true, NOW.minusSeconds(1))
            .after(new Unanswered(Reason.TIMEOUT), true, NOW);

    assertThat(after.failures()).isEqualTo(2);
    assertThat(after.lastFailure()).isEmpty();
    assertThat(after.lastFailureAt()).contains(NOW);
  }

  @Test
  void whatNeverLeftUsIsNotTheReceiversFault() {
    var before = afterFailures(Health.NEW, 9);

    assertThat(before.after(new Unsent(Fault.INTERNAL), true, NOW)).isEqualTo(before);
  }

  @Test
  void aPersonEnablesItAgainAndTheCountBeginsAnew() {
    var disabled = afterFailures(Health.NEW, 10);

    var enabled = disabled.set(false);

    assertThat(enabled.state()).isEqualTo(State.ENABLED);
    assertThat(afterFailures(enabled, 9).state()).isEqualTo(State.ENABLED);
  }

  @Test
  void aPersonWhoDisablesItIsNotOverruled() {
    var disabled = Health.NEW.set(true);

    assertThat(disabled.state()).isEqualTo(State.DISABLED);
    assertThat(afterFailures(disabled, 20).state()).isEqualTo(State.DISABLED);
    assertThat(disabled.after(OK, false, NOW).state()).isEqualTo(State.DISABLED);
  }

  @Test
  void toEnableWhatIsEnabledForgetsNothing() {
    var nine = afterFailures(Health.NEW, 9);

    assertThat(nine.set(false)).isEqualTo(nine);
  }
}

package io.colloquy.analysis.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.analysis.webhooks.delivery.Outcome.Answered;
import io.colloquy.analysis.webhooks.delivery.Outcome.Fault;
import io.colloquy.analysis.webhooks.delivery.Outcome.Reason;
import io.colloquy.analysis.webhooks.delivery.Outcome.Unanswered;
import io.colloquy.analysis.webhooks.delivery.Outcome.Unsent;
import io.colloquy.analysis.webhooks.delivery.Progress.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

  private static final Instant NOW = Instant.parse("2026-01-20T12:00:00Z");

  private static Progress after(Outcome outcome, int attempt, boolean retried) {
    return Progress.after(outcome, attempt, retried, NOW, new Schedule(() -> 0.0));
  }

  private static Outcome answered(int status) {
    return new Answered(status, Optional.empty());
  }

  @Test
  void a200IsTheEnd() {
    assertThat(after(answered(200), 1, true)).isEqualTo(ended(Status.DELIVERED));
    assertThat(after(answered(200), 10, false)).isEqualTo(ended(Status.DELIVERED));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 301, 302, 308, 400, 401, 403, 404, 429, 500, 503})
  void anyOtherStatusIsTriedAgain(int status) {
    assertThat(after(answered(status), 1, true)).isEqualTo(again(Duration.ofSeconds(5)));
    assertThat(after(answered(status), 3, true)).isEqualTo(again(Duration.ofMinutes(30)));
  }

  @ParameterizedTest
  @EnumSource
  void silenceIsTriedAgainWhateverItsReason(Reason reason) {
    assertThat(after(new Unanswered(reason), 2, true)).isEqualTo(again(Duration.ofMinutes(5)));
  }

  @Test
  void a410IsNotTriedAgain() {
    assertThat(after(answered(410), 1, true)).isEqualTo(ended(Status.FAILED));
  }

  @Test
  void theTenthAttemptIsTheLast() {
    assertThat(after(answered(500), 9, true)).isEqualTo(again(Duration.ofHours(24)));
    assertThat(after(answered(500), 10, true)).isEqualTo(ended(Status.FAILED));
  }

  @Test
  void whatMayBeTriedOnceIsTriedOnce() {
    assertThat(after(answered(500), 1, false)).isEqualTo(ended(Status.FAILED));
    assertThat(after(new Unanswered(Reason.TIMEOUT), 1, false)).isEqualTo(ended(Status.FAILED));
    assertThat(after(new Unsent(Fault.INTERNAL), 1, false)).isEqualTo(ended(Status.FAILED));
  }

  @Test
  void aReceiverThatAsksForRestGetsIt() {
    var busy = new Answered(503, Optional.of(Duration.ofMinutes(10)));

    assertThat(after(busy, 1, true)).isEqualTo(again(Duration.ofMinutes(10)));
  }

  @Test
  void whatIsGoneCannotBeTriedAgain() {
    assertThat(after(new Unsent(Fault.CONTENT_GONE), 1, true)).isEqualTo(ended(Status.FAILED));
    assertThat(after(new Unsent(Fault.INTERNAL), 1, true)).isEqualTo(again(Duration.ofSeconds(5)));
  }

  private static Progress ended(Status status) {
    return new Progress(status, Optional.empty());
  }

  private static Progress again(Duration pause) {
    return new Progress(Status.PENDING, Optional.of(NOW.plus(pause)));
  }
}

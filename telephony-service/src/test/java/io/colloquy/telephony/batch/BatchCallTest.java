package io.colloquy.telephony.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.rest.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchCallTest {

  private static final long SUBMITTED = 1_000;
  private static final long LATER = 2_000;

  @Test
  void aCancelledBatchStaysAsItIs() {
    var cancelled = batch(BatchCall.Status.IN_PROGRESS).cancelled(LATER);

    assertThat(cancelled.status()).isEqualTo(BatchCall.Status.CANCELLED);
    assertThat(cancelled.cancelled(LATER + 1)).isEqualTo(cancelled);
  }

  @ParameterizedTest
  @EnumSource(
      value = BatchCall.Status.class,
      names = {"COMPLETED", "FAILED"})
  void aBatchWhoseCallsAreOverCannotBeCancelled(BatchCall.Status status) {
    assertThatThrownBy(() -> batch(status).cancelled(LATER))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.statusCode()).isEqualTo(409));
  }

  @ParameterizedTest
  @EnumSource(value = BatchCall.Status.class, names = "IN_PROGRESS", mode = EnumSource.Mode.EXCLUDE)
  void aRetryLetsABatchWaitAgain(BatchCall.Status status) {
    var again = batch(status).retried(2, LATER);

    assertThat(again.status()).isEqualTo(BatchCall.Status.PENDING);
    assertThat(again.totalCallsDispatched()).isEqualTo(1);
    assertThat(again.totalCallsFinished()).isEqualTo(1);
    assertThat(again.totalCallsScheduled()).isEqualTo(3);
    assertThat(again.retryCount()).isEqualTo(1);
    assertThat(again.lastUpdatedAtUnix()).isEqualTo(LATER);
  }

  @Test
  void aRetryWhileCallsGoOnLetsThemGoOn() {
    assertThat(batch(BatchCall.Status.IN_PROGRESS).retried(1, LATER).status())
        .isEqualTo(BatchCall.Status.IN_PROGRESS);
  }

  @ParameterizedTest
  @EnumSource(BatchCall.Status.class)
  void aRetryWithoutAFailedCallChangesNothing(BatchCall.Status status) {
    assertThat(batch(status).retried(0, LATER)).isEqualTo(batch(status));
  }

  private static BatchCall batch(BatchCall.Status status) {
    return new BatchCall(
        "btcal_1", "phnum_1", "twilio", "News", "agent_1", SUBMITTED, SUBMITTED, 3, 3, 3, 0,
        SUBMITTED, status, "Ada");
  }
}

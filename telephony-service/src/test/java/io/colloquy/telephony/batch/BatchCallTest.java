package io.colloquy.telephony.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.rest.Refusal;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchCallTest {

  private static final long SUBMITTED = 1_000;
  private static final long LATER = 2_000;

  @Test
  void aCancellationReachesWhoeverHasNotBeenCalledToTheEnd() {
    var called =
        recipients(
            Recipient.Status.PENDING, Recipient.Status.IN_PROGRESS, Recipient.Status.COMPLETED);

    assertThat(called.cancelled(LATER).recipients())
        .extracting(Recipient::status)
        .containsExactly(
            Recipient.Status.CANCELLED, Recipient.Status.CANCELLED, Recipient.Status.COMPLETED);
    assertThat(called.cancelled(LATER).recipients())
        .extracting(Recipient::updatedAtUnix)
        .containsExactly(LATER, LATER, SUBMITTED);
  }

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

  @Test
  void aRetryIsOfTheCallsThatFailedOrThatAMachineAnswered() {
    var called =
        recipients(Recipient.Status.FAILED, Recipient.Status.VOICEMAIL, Recipient.Status.COMPLETED);

    var again = called.retried(LATER).recipients();
    var batch = batch(BatchCall.Status.COMPLETED).retried(called.toRetry(), LATER);

    assertThat(again)
        .extracting(Recipient::status)
        .containsExactly(
            Recipient.Status.PENDING, Recipient.Status.PENDING, Recipient.Status.COMPLETED);
    assertThat(again.getFirst().conversationId()).isEmpty();
    assertThat(again.getLast().conversationId()).contains("conv_1");
    assertThat(batch.status()).isEqualTo(BatchCall.Status.PENDING);
    assertThat(batch.totalCallsDispatched()).isEqualTo(1);
    assertThat(batch.totalCallsFinished()).isEqualTo(1);
    assertThat(batch.totalCallsScheduled()).isEqualTo(3);
    assertThat(batch.retryCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(BatchCall.Status.class)
  void aRetryWithoutAFailedCallChangesNothing(BatchCall.Status status) {
    var called = recipients(Recipient.Status.COMPLETED, Recipient.Status.CANCELLED);

    assertThat(called.retried(LATER)).isEqualTo(called);
    assertThat(batch(status).retried(called.toRetry(), LATER)).isEqualTo(batch(status));
  }

  private static BatchCall batch(BatchCall.Status status) {
    return new BatchCall(
        "btcal_1", "phnum_1", "twilio", "News", "agent_1", SUBMITTED, SUBMITTED, 3, 3, 3, 0,
        SUBMITTED, status, "Ada");
  }

  private static Recipients recipients(Recipient.Status... statuses) {
    return new Recipients(
        Arrays.stream(statuses)
            .map(
                status ->
                    new Recipient(
                        status.wireName(),
                        "+15551230000",
                        status,
                        SUBMITTED,
                        SUBMITTED,
                        Optional.of("conv_1"),
                        Optional.empty()))
            .toList());
  }
}

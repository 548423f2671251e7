package io.colloquy.telephony.batch;

import com.fasterxml.jackson.annotation.JsonValue;
import io.colloquy.rest.Refusal;
import java.util.Locale;

/**
 * A batch of calls, without those whom it calls. Times are unix seconds.
 *
 * <pre>
 *   PENDING ──first call──▶ IN_PROGRESS ──last call──▶ COMPLETED, FAILED
 *      ▲  │                     │                             │
 *      │  └──────cancel─────────┴──▶ CANCELLED                │
 *      └─────────────── retry, if a call failed ──────────────┘
 * </pre>
 *
 * @param agentName as it was when the batch was submitted
 * @param phoneProvider of the number from which is called
 * @param totalCallsScheduled how many calls the batch wants in all
 * @param totalCallsDispatched how many of them have begun
 */
record BatchCall(
    String id,
    String phoneNumberId,
    String phoneProvider,
    String name,
    String agentId,
    long createdAtUnix,
    long scheduledTimeUnix,
    int totalCallsDispatched,
    int totalCallsScheduled,
    int totalCallsFinished,
    int retryCount,
    long lastUpdatedAtUnix,
    Status status,
    String agentName) {

  enum Status {
    PENDING,
    IN_PROGRESS,
    COMPLETED,
    FAILED,
    CANCELLED;

    @JsonValue
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether no call is to come. */
  boolean isOver() {
    return switch (status) {
      case PENDING, IN_PROGRESS -> false;
      case COMPLETED, FAILED, CANCELLED -> true;
    };
  }

  /**
   * Cancelling twice is cancelling once.
   *
   * @throws Refusal (409) if there is nothing left to cancel
   */
  BatchCall cancelled(long nowUnix) {
    return switch (status) {
      case PENDING, IN_PROGRESS ->
          with(Status.CANCELLED, totalCallsDispatched, totalCallsFinished, retryCount, nowUnix);
      case CANCELLED -> this;
      case COMPLETED, FAILED ->
          throw new Refusal(
              409, "batch_call_finished", "All calls of the batch '%s' are over.".formatted(id));
    };
  }

  /**
   * Without a failed call nothing changes.
   *
   * @param again how many calls are to be made again
   */
  BatchCall retried(int again, long nowUnix) {
    return again == 0
        ? this
        : with(
            status == Status.IN_PROGRESS ? status : Status.PENDING,
            totalCallsDispatched - again,
            totalCallsFinished - again,
            retryCount + 1,
            nowUnix);
  }

  private BatchCall with(
      Status next, int dispatched, int finished, int retries, long lastUpdatedUnix) {
    return new BatchCall(
        id,
        phoneNumberId,
        phoneProvider,
        name,
        agentId,
        createdAtUnix,
        scheduledTimeUnix,
        dispatched,
        totalCallsScheduled,
        finished,
        retries,
        lastUpdatedUnix,
        next,
        agentName);
  }
}

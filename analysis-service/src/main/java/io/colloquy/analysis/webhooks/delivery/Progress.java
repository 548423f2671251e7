package io.colloquy.analysis.webhooks.delivery;

import io.colloquy.analysis.webhooks.delivery.Outcome.Answered;
import io.colloquy.analysis.webhooks.delivery.Outcome.Fault;
import io.colloquy.analysis.webhooks.delivery.Outcome.Unanswered;
import io.colloquy.analysis.webhooks.delivery.Outcome.Unsent;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a delivery is.
 *
 * <pre>
 *              ┌── failed, and there is a next time ──┐
 *              ▼                                      │
 *  added ──▶ PENDING ──── attempt ────────────────────┤
 *              ▲                                      ├── 200 ─────────────▶ DELIVERED
 *              │                                      └── 410, or the last ─▶ FAILED
 *  SKIPPED ────┘ replayed, as a delivery of its own
 * </pre>
 *
 * @param dueAt when it is tried again, if it is
 */
public record Progress(Status status, Optional<Instant> dueAt) {

  /** SKIPPED: its webhook was disabled when the event happened. */
  public enum Status {
    PENDING,
    DELIVERED,
    FAILED,
    SKIPPED
  }

  private static final Progress DELIVERED = new Progress(Status.DELIVERED, Optional.empty());
  private static final Progress FAILED = new Progress(Status.FAILED, Optional.empty());

  /**
   * After an attempt.
   *
   * @param attempt how many there were, with this one
   * @param retried whether there may be another
   */
  static Progress after(
      Outcome outcome, int attempt, boolean retried, Instant now, Schedule schedule) {
    return switch (outcome) {
      case Answered(int status, _) when status == Outcome.OK -> DELIVERED;
      case Answered(int status, _) when status == Outcome.GONE -> FAILED;
      case Answered answered when retried ->
          again(schedule.pauseAfter(attempt, answered.rest()).map(now::plus));
      case Unanswered _ when retried ->
          again(schedule.pauseAfter(attempt, Optional.empty()).map(now::plus));
      case Unsent(Fault fault) when retried && fault == Fault.INTERNAL ->
          again(schedule.pauseAfter(attempt, Optional.empty()).map(now::plus));
      case Answered _, Unanswered _, Unsent _ -> FAILED;
    };
  }

  private static Progress again(Optional<Instant> dueAt) {
    return dueAt.isPresent() ? new Progress(Status.PENDING, dueAt) : FAILED;
  }
}

package io.colloquy.analysis.webhooks.delivery;

import io.colloquy.analysis.webhooks.delivery.Outcome.Unsent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a webhook's receiver does, and whether it is brought anything.
 *
 * <pre>
 *             ┌──────── a person ────────┐
 *             ▼                          │
 *  ENABLED ──────── a person ────▶ DISABLED
 *   │    ▲
 *   │    └───────── a person ────┐
 *   └── 410, or too many ──▶ AUTO_DISABLED
 * </pre>
 *
 * @param failures events in a row that were given up
 * @param failing attempts in a row that failed
 * @param lastFailure the status of the last failed attempt, if it was answered at all
 */
public record Health(
    State state,
    int failures,
    int failing,
    Optional<Instant> lastSuccessAt,
    Optional<Instant> lastFailureAt,
    Optional<Integer> lastFailure) {

  /** Whether a webhook is brought anything, and who said that it is not. */
  public enum State {
    ENABLED,
    DISABLED,
    AUTO_DISABLED
  }

  /** Failures in a row that disable a webhook, if there was no success of late (page 035). */
  static final int MOST_FAILURES = 10;

  /** How long a success keeps a webhook enabled. */
  static final Duration GRACE = Duration.ofDays(7);

  public static final Health NEW =
      new Health(State.ENABLED, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * After an attempt.
   *
   * @param givenUp whether there will be no other attempt of this delivery
   */
  Health after(Outcome outcome, boolean givenUp, Instant now) {
    if (outcome instanceof Unsent) {
      return this;
    }
    if (outcome.isDelivered()) {
      return new Health(state, 0, 0, Optional.of(now), lastFailureAt, lastFailure);
    }
    int lost = givenUp ? failures + 1 : failures;
    boolean tooMany = lost >= MOST_FAILURES && !hasSucceededSince(now.minus(GRACE));
    boolean gone = outcome.code().equals(Optional.of(Outcome.GONE));
    return new Health(
        state == State.ENABLED && (tooMany || gone) ? State.AUTO_DISABLED : state,
        lost,
        failing + 1,
        lastSuccessAt,
        Optional.of(now),
        outcome.code());
  }

  private boolean hasSucceededSince(Instant time) {
    return lastSuccessAt.filter(success -> !success.isBefore(time)).isPresent();
  }

  /** As a person wants it. What was counted before an automatic end does not count any more. */
  public Health set(boolean disabled) {
    if (disabled) {
      return with(State.DISABLED, failures, failing);
    }
    return state == State.ENABLED ? this : with(State.ENABLED, 0, 0);
  }

  private Health with(State other, int otherFailures, int otherFailing) {
    return new Health(
        other, otherFailures, otherFailing, lastSuccessAt, lastFailureAt, lastFailure);
  }
}

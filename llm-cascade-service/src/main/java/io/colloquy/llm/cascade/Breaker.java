package io.colloquy.llm.cascade;

import java.time.Duration;

/**
 * Whether something that fails is still worth asking.
 *
 * <pre>
 *   CLOSED ── enough failures in a row, or one that says it all ──▶ OPEN
 *     ▲                                                              │ its time is over
 *     │ an answer                                                    ▼
 *     └───────────────────────────────────────────────────────── PROBED
 *                                          a failure: OPEN, for twice as long
 * </pre>
 *
 * <p>It is not safe for several threads.
 */
final class Breaker {

  /** Longer than this nothing is left alone unasked. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  private static final Duration SHORTEST = Duration.ofSeconds(5);

  private enum State {
    CLOSED,
    OPEN,
    PROBED
  }

  private final int enough;
  private State state = State.CLOSED;
  private int inARow;
  private Duration period = SHORTEST;

  /**
   * @param enough failures in a row
   */
  Breaker(int enough) {
    this.enough = enough;
  }

  boolean isOpen() {
    return state != State.CLOSED;
  }

  void answered() {
    state = State.CLOSED;
    inARow = 0;
    period = SHORTEST;
  }

  /** Its time is over; one question will tell. */
  void probe() {
    state = State.PROBED;
  }

  /**
   * @return whether it opens now, for {@link #period}
   */
  boolean failed() {
    inARow++;
    return switch (state) {
      case CLOSED -> inARow >= enough && open(period);
      case OPEN -> false;
      case PROBED -> open(shorter(period.multipliedBy(2)));
    };
  }

  /** Opens whatever went before. */
  boolean trip(Duration time) {
    inARow++;
    return state != State.OPEN && open(time);
  }

  Duration period() {
    return period;
  }

  private boolean open(Duration time) {
    state = State.OPEN;
    period = time;
    return true;
  }

  private static Duration shorter(Duration time) {
    return time.compareTo(LONGEST) < 0 ? time : LONGEST;
  }
}

package io.colloquy.gateway.call;

import java.time.Duration;

/** Time, as a call needs it. Tests bring their own. */
public interface Scheduler {

  /** Milliseconds on a clock that only goes forward. */
  long nowMs();

  /** Runs the task once, on the call's own thread. */
  Pending after(Duration delay, Runnable task);

  /** A task that has not run yet. */
  interface Pending {
    void cancel();
  }
}

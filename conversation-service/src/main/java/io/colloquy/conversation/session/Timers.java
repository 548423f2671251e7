package io.colloquy.conversation.session;

import java.time.Duration;

/** Time that can be replaced by a virtual one. */
interface Timers {

  /** Runs a task once, after the delay, on a thread of its own choice. */
  Pending after(Duration delay, Runnable task);

  /** A task that has not run yet. */
  interface Pending {
    /** It does not run any more, unless it has begun. */
    void cancel();
  }
}

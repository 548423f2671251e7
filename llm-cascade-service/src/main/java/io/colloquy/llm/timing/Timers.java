package io.colloquy.llm.timing;

import java.time.Duration;

/** Runs short work later. Virtual in tests. */
@FunctionalInterface
public interface Timers {

  /** The work must not block. */
  Timer after(Duration delay, Runnable work);

  /** Work that waits for its time. */
  @FunctionalInterface
  interface Timer {
    /** Without effect on work that has run. */
    void cancel();
  }
}

package io.colloquy.local.process;

import java.time.Duration;
import java.time.Instant;

/** Time and a single thread: whatever is handed over runs one after the other. */
public interface Clockwork {

  Instant now();

  void run(Runnable task);

  /** Runs the task once this much time has passed, unless it is called off before. */
  Alarm after(Duration delay, Runnable task);

  /** A task that is still to come. */
  interface Alarm {
    void callOff();
  }
}

package io.colloquy.local.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A {@link Clockwork} that goes with real time. */
public final class WallClock implements Clockwork, AutoCloseable {

  private final Clock clock = Clock.systemUTC();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("supervisor").factory());

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void run(Runnable task) {
    thread.execute(task);
  }

  @Override
  public Alarm after(Duration delay, Runnable task) {
    var due = thread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    return () -> due.cancel(false);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

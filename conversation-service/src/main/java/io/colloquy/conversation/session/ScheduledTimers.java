package io.colloquy.conversation.session;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real time. Tasks are short: they only put work into mailboxes. */
final class ScheduledTimers implements Timers, AutoCloseable {

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("timers").factory());

  ScheduledTimers() {
    thread.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Pending after(Duration delay, Runnable task) {
    var scheduled = thread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    return () -> scheduled.cancel(false);
  }

  /** Runs a task again and again, until closed. */
  void every(Duration interval, Runnable task) {
    var _ =
        thread.scheduleAtFixedRate(
            task, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

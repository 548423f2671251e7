package io.colloquy.gateway.socket;

import io.colloquy.gateway.call.Scheduler;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Timers on the event loop that asks for them. */
final class LoopScheduler implements Scheduler {

  private final Vertx vertx;

  LoopScheduler(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public Pending after(Duration delay, Runnable task) {
    long id = vertx.setTimer(Math.max(1, delay.toMillis()), _ -> task.run());
    return () -> vertx.cancelTimer(id);
  }
}

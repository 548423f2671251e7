package io.colloquy.llm.timing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands still until it is told to go on, and then does what is due on the way. */
public final class VirtualTime extends Clock implements Timers {

  private record Due(long atMs, Runnable work) {}

  private final PriorityQueue<Due> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Due::atMs));
  private long nowMs = 1_000_000;

  public synchronized void advance(Duration time) {
    long goal = nowMs + time.toMillis();
    while (!waiting.isEmpty() && waiting.peek().atMs <= goal) {
      var due = waiting.remove();
      nowMs = Math.max(nowMs, due.atMs);
      due.work.run();
    }
    nowMs = goal;
  }

  /** How many timers wait: none should be left behind. */
  public synchronized int timers() {
    return waiting.size();
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable work) {
    var due = new Due(nowMs + delay.toMillis(), work);
    waiting.add(due);
    return () -> cancel(due);
  }

  private synchronized void cancel(Due due) {
    waiting.remove(due);
  }

  @Override
  public synchronized long millis() {
    return nowMs;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMs);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("nobody needs another zone");
  }
}

package io.colloquy.gateway.call;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so. */
final class VirtualTime implements Scheduler {

  private record Task(long dueMs, long order, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::dueMs).thenComparingLong(Task::order));
  private long nowMs = 5_000_000;
  private long order;

  @Override
  public long nowMs() {
    return nowMs;
  }

  @Override
  public Pending after(Duration delay, Runnable work) {
    var task = new Task(nowMs + delay.toMillis(), order++, work);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  /** Lets this much time pass, and runs what becomes due on the way. */
  void pass(Duration duration) {
    long end = nowMs + duration.toMillis();
    while (!tasks.isEmpty() && tasks.peek().dueMs() <= end) {
      var task = tasks.poll();
      nowMs = task.dueMs();
      task.work().run();
    }
    nowMs = end;
  }

  int waiting() {
    return tasks.size();
  }
}

package io.colloquy.conversation.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when a test says so; what is due runs in its order, on the test's thread. */
final class VirtualTime implements Timers, InstantSource {

  private record Due(long at, Runnable task) {}

  private final List<Due> pending = new ArrayList<>();
  private long now = 1_700_000_000_000L;

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  @Override
  public Pending after(Duration delay, Runnable task) {
    var due = new Due(now + delay.toMillis(), task);
    pending.add(due);
    return () -> pending.remove(due);
  }

  void pass(Duration duration) {
    long until = now + duration.toMillis();
    while (true) {
      var next = pending.stream().min(Comparator.comparingLong(Due::at));
      if (next.isEmpty() || next.get().at() > until) {
        break;
      }
      pending.remove(next.get());
      now = Math.max(now, next.get().at());
      next.get().task().run();
    }
    now = until;
  }
}

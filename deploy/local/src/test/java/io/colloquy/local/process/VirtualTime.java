package io.colloquy.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A {@link Clockwork} whose time passes only when the test says so. */
final class VirtualTime implements Clockwork {

  private record Due(Instant at, Runnable task) {}

  private final List<Due> due = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void run(Runnable task) {
    task.run();
  }

  @Override
  public Alarm after(Duration delay, Runnable task) {
    var alarm = new Due(now.plus(delay), task);
    due.add(alarm);
    return () -> due.remove(alarm);
  }

  void pass(Duration time) {
    var end = now.plus(time);
    while (true) {
      var next = due.stream().filter(d -> !d.at().isAfter(end)).min(Comparator.comparing(Due::at));
      if (next.isEmpty()) {
        break;
      }
      due.remove(next.get());
      now = next.get().at();
      next.get().task().run();
    }
    now = end;
  }

  long seconds() {
    return now.getEpochSecond();
  }
}

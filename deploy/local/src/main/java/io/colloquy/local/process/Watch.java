package io.colloquy.local.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Keeps one service running until it is told to stop. Everything happens on the thread of its
 * {@link Clockwork}.
 *
 * <pre>
 *            start                     exited
 *  Stopped ────────▶ Running ───────────────────────▶ Resting
 *     ▲                 │  ▲         alarm               │
 *     │                 │  └─────────────────────────────┤
 *     │           stop  │                          stop  │
 *     │  exited         ▼                                │
 *     ├──────────── Stopping ⟲ alarm: kill               │
 *     └──────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>A process that cannot even be started counts as one that ended at once.
 */
final class Watch {

  private sealed interface State {
    record Stopped() implements State {}

    record Running(Child child, Instant since) implements State {}

    record Resting(Clockwork.Alarm alarm) implements State {}

    record Stopping(Clockwork.Alarm alarm) implements State {}
  }

  private final Service service;
  private final Child.Nursery nursery;
  private final Clockwork clockwork;
  private final RestartPolicy policy;
  private final Duration stopPatience;
  private final Journal journal;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  private State state = new State.Stopped();
  private int endsInARow;
  private int restarts;

  Watch(
      Service service,
      Child.Nursery nursery,
      Clockwork clockwork,
      RestartPolicy policy,
      Duration stopPatience,
      Journal journal) {
    this.service = service;
    this.nursery = nursery;
    this.clockwork = clockwork;
    this.policy = policy;
    this.stopPatience = stopPatience;
    this.journal = journal;
  }

  void start() {
    clockwork.run(this::launch);
  }

  /** Done once the process is gone; it is killed if it does not end within the patience. */
  CompletableFuture<Void> stop() {
    clockwork.run(() -> onStop(Child::terminate));
    return stopped;
  }

  /** Like {@link #stop}, at once, for a process that has nothing to finish. */
  CompletableFuture<Void> abandon() {
    clockwork.run(() -> onStop(Child::kill));
    return stopped;
  }

  private void launch() {
    if (stopped.isDone()) {
      return;
    }
    try {
      var child = nursery.start(service, code -> clockwork.run(() -> onExit(code)));
      state = new State.Running(child, clockwork.now());
      journal.note(service, new Journal.Event.Started(child.pid()));
    } catch (IOException e) {
      rest("cannot be started: " + e.getMessage(), Duration.ZERO);
    }
  }

  private void onExit(int code) {
    switch (state) {
      case State.Running running ->
          rest("ended " + reason(code), Duration.between(running.since(), clockwork.now()));
      case State.Stopping stopping -> {
        stopping.alarm().callOff();
        settle();
      }
      case State.Resting _, State.Stopped _ ->
          throw new IllegalStateException(service + " ended twice");
    }
  }

  private void rest(String how, Duration ran) {
    endsInARow = policy.endsInARow(endsInARow, ran);
    restarts++;
    var delay = policy.delay(endsInARow);
    state = new State.Resting(clockwork.after(delay, this::launch));
    journal.note(service, new Journal.Event.Ended(how, delay, restarts));
  }

  private void onStop(Consumer<Child> end) {
    switch (state) {
      case State.Running running -> {
        state = new State.Stopping(clockwork.after(stopPatience, () -> lastResort(running)));
        end.accept(running.child());
      }
      case State.Resting resting -> {
        resting.alarm().callOff();
        settle();
      }
      case State.Stopped _ -> settle();
      case State.Stopping _ -> {
        // is on its way
      }
    }
  }

  private void lastResort(State.Running running) {
    journal.note(service, new Journal.Event.WouldNotStop());
    running.child().kill();
  }

  private void settle() {
    state = new State.Stopped();
    if (stopped.complete(null)) {
      journal.note(service, new Journal.Event.Stopped());
    }
  }

  private static String reason(int code) {
    int signals = 128;
    return code > signals ? "by signal " + (code - signals) : "with exit code " + code;
  }
}

package io.colloquy.llm.cascade;

import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.cascade.Attempted.End;
import io.colloquy.llm.model.Answering;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.ModelFailure.Reason;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.model.Usage;
import io.colloquy.llm.places.Places;
import io.colloquy.llm.places.Ticket;
import io.colloquy.llm.timing.Timers;
import io.colloquy.llm.timing.Timers.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One answer from whichever model gives it (page 012).
 *
 * <pre>
 *               first useful token                 finished
 *   WAITING ───────────────────────▶ SPEAKING ──────────────────▶ ENDED
 *   ▲  │  ▲                             │                           ▲
 *   │  │  └─── the next model goes on ──┘ failed, stalled           │
 *   └──┘ failed, late, empty: the next model                        │
 *      │                                                            │
 *      └── no attempt is left, or no time; cancelled ───────────────┘
 * </pre>
 *
 * <p>While it waits it may ask a second model, when the first is later than it usually is; who
 * speaks first, speaks. Once words are out they stand: the next model is told them and goes on
 * behind them, and the {@link Seam} cuts off what it repeats. Calls leave together with the end,
 * when all of the answer is there; those of a model that broke off never leave.
 *
 * <p>Models, timers and the one who asked call from threads of their own. What they cause happens
 * under one lock, {@link #on}; models are started and cancelled after it is free, because a cancel
 * waits for a model that waits for the lock.
 */
final class Cascade implements Cascades.Running {

  enum State {
    WAITING,
    SPEAKING,
    ENDED
  }

  /** What a cascade works with; the same for all. */
  record Surroundings(Timers timers, Clock clock, Places places) {}

  private static final ModelFailure EMPTY = ModelFailure.empty("the model answered with nothing");

  private final Question question;
  private final Plan plan;
  private final Patience patience;
  private final CascadeListener listener;
  private final Surroundings around;
  private final Itinerary itinerary;
  private final long startedAt;

  private final Seam seam = new Seam();
  private final List<Attempt> running = new ArrayList<>(2);
  private final List<Attempted> attempted = new ArrayList<>();
  private final List<Runnable> afterwards = new ArrayList<>();
  private State state = State.WAITING;
  private Optional<Attempt> speaker = Optional.empty();
  private Optional<Long> firstTokenMs = Optional.empty();
  private int begun;
  private Timer budget = () -> {};
  private Timer pause = () -> {};
  private Timer hedge = () -> {};

  Cascade(
      Question question,
      Plan plan,
      Patience patience,
      CascadeListener listener,
      Surroundings around) {
    this.question = question;
    this.plan = plan;
    this.patience = patience;
    this.listener = listener;
    this.around = around;
    this.itinerary = new Itinerary(plan);
    this.startedAt = now();
  }

  void start() {
    on(
        () -> {
          budget = around.timers().after(patience.total(), () -> on(this::outOfTime));
          ask(itinerary.next(now()).route());
        });
  }

  @Override
  public void cancel() {
    on(
        () -> {
          stopAll(new End.Cancelled());
          end();
        });
  }

  @Override
  public synchronized Account account() {
    return new Account(attempted, firstTokenMs);
  }

  /** One thing happens at a time; nothing after the end. */
  void on(Runnable what) {
    List<Runnable> then;
    synchronized (this) {
      if (state == State.ENDED) {
        return;
      }
      what.run();
      then = List.copyOf(afterwards);
      afterwards.clear();
    }
    then.forEach(Runnable::run);
  }

  private void ask(Route route) {
    var attempt = new Attempt(this, route, now());
    begun++;
    itinerary.asked(route);
    running.add(attempt);
    waitFor(attempt, patience.firstToken());
    if (patience.hedges() && !seam.isBegun() && running.size() == 1) {
      hedge.cancel();
      plan.health()
          .usualFirstToken(route)
          .ifPresent(usual -> hedge = around.timers().after(usual, () -> on(this::askAnother)));
    }
    var asked = question(route);
    afterwards.add(() -> queue(attempt, asked));
  }

  /** Its time runs while it waits: who cannot have a place soon asks elsewhere. */
  private void queue(Attempt attempt, Question asked) {
    var ticket =
        around.places().take(attempt.route().source(), plan.terms(), _ -> start(attempt, asked));
    if (ticket.isEmpty()) {
      attempt.failed(new ModelFailure(Reason.NOT_ASKED, "too many wait for " + attempt.route()));
      return;
    }
    if (!isWanted(attempt, () -> attempt.holds(ticket.get()))) {
      ticket.get().giveBack();
    }
  }

  private synchronized boolean isWanted(Attempt attempt, Runnable then) {
    boolean wanted = running.contains(attempt);
    if (wanted) {
      then.run();
    }
    return wanted;
  }

  private Question question(Route route) {
    var same = question.to(route.modelId());
    return seam.isBegun() ? Continuation.of(same, seam.said()) : same;
  }

  private void start(Attempt attempt, Question asked) {
    if (!isWanted(attempt, attempt::started)) {
      return;
    }
    Answering started;
    try {
      started = attempt.route().model().answer(asked, attempt);
    } catch (RuntimeException e) {
      attempt.failed(
          ModelFailure.error("the model did not start: " + e.getClass().getSimpleName()));
      return;
    }
    if (!isWanted(attempt, () -> attempt.answering(started))) {
      started.cancel();
    }
  }

  private void askAnother() {
    if (speaker.isEmpty() && running.size() == 1 && begun < patience.attempts()) {
      fresh().ifPresent(this::ask);
    }
  }

  void text(Attempt attempt, String delta) {
    if (!running.contains(attempt) || (speaker.isEmpty() && delta.isBlank())) {
      return;
    }
    speaks(attempt);
    attempt.wrote(delta.length(), now());
    say(seam.take(delta));
  }

  void callGrows(Attempt attempt) {
    if (running.contains(attempt)) {
      speaks(attempt);
      attempt.progressed(now());
    }
  }

  void call(Attempt attempt, ToolCall call) {
    if (running.contains(attempt)) {
      callGrows(attempt);
      attempt.calls().add(call);
    }
  }

  private void speaks(Attempt attempt) {
    if (speaker.isPresent()) {
      return;
    }
    speaker = Optional.of(attempt);
    state = State.SPEAKING;
    hedge.cancel();
    attempt.spoke(now());
    waitFor(attempt, patience.stall());
    if (firstTokenMs.isEmpty()) {
      firstTokenMs = Optional.of(now() - startedAt);
    }
    attempt
        .firstTokenMs()
        .ifPresent(ms -> plan.health().spoke(attempt.route(), Duration.ofMillis(ms)));
    List.copyOf(running).stream()
        .filter(other -> other != attempt)
        .forEach(other -> stop(other, new End.Outrun()));
  }

  private void say(String words) {
    if (!words.isEmpty()) {
      listener.text(words);
    }
  }

  void finished(Attempt attempt, Usage usage) {
    if (!running.contains(attempt)) {
      return;
    }
    attempt.used(usage);
    if (isSpeaker(attempt)) {
      say(seam.rest());
    }
    if (!seam.isBegun() && attempt.calls().isEmpty()) {
      failed(attempt, EMPTY);
      return;
    }
    over(attempt, new End.Answered());
    plan.health().answered(attempt.route());
    attempt.calls().forEach(listener::call);
    stopAll(new End.Outrun());
    end();
    listener.finished(account());
  }

  void failed(Attempt attempt, ModelFailure failure) {
    if (!running.contains(attempt)) {
      return;
    }
    over(attempt, new End.Failed(failure));
    plan.health().failed(attempt.route(), failure);
    itinerary.failed(attempt.route(), failure, now());
    if (isSpeaker(attempt)) {
      speaker = Optional.empty();
      state = State.WAITING;
      seam.breakOff();
    }
    if (running.isEmpty()) {
      askNext(failure);
    }
  }

  private void askNext(ModelFailure last) {
    var stop = itinerary.next(now());
    boolean inTime = stop.in().toMillis() < patience.total().toMillis() - (now() - startedAt);
    if (begun >= patience.attempts() || !inTime) {
      fail(last);
    } else if (stop.in().isPositive()) {
      pause = around.timers().after(stop.in(), () -> on(() -> ask(stop.route())));
    } else {
      ask(stop.route());
    }
  }

  private void outOfTime() {
    var failure =
        ModelFailure.timeout(
            "no model answered to the end within %d ms".formatted(patience.total().toMillis()));
    stopAll(new End.Failed(failure));
    fail(failure);
  }

  private void fail(ModelFailure failure) {
    end();
    listener.failed(begun == 1 ? failure : lastOfAll(failure), account());
  }

  private ModelFailure lastOfAll(ModelFailure last) {
    return last.as("%d attempts failed; the last: %s".formatted(begun, last.message()));
  }

  private void stopAll(End end) {
    List.copyOf(running).forEach(attempt -> stop(attempt, end));
  }

  private void stop(Attempt attempt, End end) {
    over(attempt, end);
    afterwards.add(() -> answering(attempt).cancel());
  }

  private synchronized Answering answering(Attempt attempt) {
    return attempt.answering();
  }

  private synchronized Optional<Ticket> ticket(Attempt attempt) {
    return attempt.ticket();
  }

  private void over(Attempt attempt, End end) {
    running.remove(attempt);
    attempted.add(attempt.over(end, now()));
    afterwards.add(() -> ticket(attempt).ifPresent(Ticket::giveBack));
  }

  private void end() {
    state = State.ENDED;
    budget.cancel();
    pause.cancel();
    hedge.cancel();
  }

  private boolean isSpeaker(Attempt attempt) {
    return speaker.filter(attempt::equals).isPresent();
  }

  private void waitFor(Attempt attempt, Duration time) {
    attempt.wait(around.timers().after(time, () -> on(() -> checkTime(attempt))));
  }

  /**
   * One timer serves all texts after the first: when it goes off too early, it is set again for
   * what is left.
   */
  private void checkTime(Attempt attempt) {
    if (!running.contains(attempt)) {
      return;
    }
    boolean speaking = isSpeaker(attempt);
    var limit = speaking ? patience.stall() : firstTokenLimit();
    var left = limit.minusMillis(attempt.idleMs(now()));
    if (left.isPositive()) {
      waitFor(attempt, left);
      return;
    }
    afterwards.add(() -> answering(attempt).cancel());
    failed(attempt, late(attempt, limit, speaking ? "next" : "first"));
  }

  private Duration firstTokenLimit() {
    return fresh().isPresent() ? patience.firstToken() : patience.alone();
  }

  private Optional<Route> fresh() {
    return itinerary.fresh(running.stream().map(Attempt::route).toList());
  }

  private static ModelFailure late(Attempt attempt, Duration limit, String waitedFor) {
    return attempt.isStarted()
        ? ModelFailure.timeout(
            "the model (%s) took more than %d ms for its %s token"
                .formatted(attempt.route(), limit.toMillis(), waitedFor))
        : new ModelFailure(
            ModelFailure.Kind.TIMEOUT,
            Reason.NOT_ASKED,
            "no place was free for the model (%s) for %d ms"
                .formatted(attempt.route(), limit.toMillis()),
            Optional.empty());
  }

  private long now() {
    return around.clock().millis();
  }
}

package io.colloquy.llm.cascade;

import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Answering;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.Usage;
import io.colloquy.llm.places.Ticket;
import io.colloquy.llm.timing.Timers.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One model that is asked. What it says goes to its cascade, under whose lock all of this lies. */
final class Attempt implements AnswerListener {

  /** Fewer letters are no progress: nobody can listen to a trickle. */
  private static final int PROGRESS = 6;

  private final Cascade cascade;
  private final Route route;
  private final long begunAt;
  private final List<ToolCall> calls = new ArrayList<>();

  private Optional<Long> firstTokenMs = Optional.empty();
  private Optional<Usage> used = Optional.empty();
  private long progressAt;
  private int sinceProgress;
  private Answering answering = () -> {};
  private Timer timer = () -> {};
  private Optional<Ticket> ticket = Optional.empty();
  private boolean started;

  Attempt(Cascade cascade, Route route, long now) {
    this.cascade = cascade;
    this.route = route;
    this.begunAt = now;
    this.progressAt = now;
  }

  @Override
  public void text(String delta) {
    cascade.on(() -> cascade.text(this, delta));
  }

  @Override
  public void callGrows() {
    cascade.on(() -> cascade.callGrows(this));
  }

  @Override
  public void call(ToolCall call) {
    cascade.on(() -> cascade.call(this, call));
  }

  @Override
  public void finished(Usage usage) {
    cascade.on(() -> cascade.finished(this, usage));
  }

  @Override
  public void failed(ModelFailure failure) {
    cascade.on(() -> cascade.failed(this, failure));
  }

  Route route() {
    return route;
  }

  List<ToolCall> calls() {
    return calls;
  }

  Optional<Long> firstTokenMs() {
    return firstTokenMs;
  }

  /** Milliseconds since its last progress. */
  long idleMs(long now) {
    return now - progressAt;
  }

  void spoke(long now) {
    firstTokenMs = Optional.of(now - begunAt);
    progressed(now);
  }

  void progressed(long now) {
    progressAt = now;
    sinceProgress = 0;
  }

  void wrote(int letters, long now) {
    sinceProgress += letters;
    if (sinceProgress >= PROGRESS) {
      progressed(now);
    }
  }

  void used(Usage usage) {
    used = Optional.of(usage);
  }

  void wait(Timer next) {
    timer.cancel();
    timer = next;
  }

  /** It has a place, or one in the queue. */
  void holds(Ticket given) {
    ticket = Optional.of(given);
  }

  Optional<Ticket> ticket() {
    return ticket;
  }

  /** The model is asked now. */
  void started() {
    started = true;
  }

  boolean isStarted() {
    return started;
  }

  void answering(Answering underWay) {
    answering = underWay;
  }

  Answering answering() {
    return answering;
  }

  Attempted over(Attempted.End end, long now) {
    timer.cancel();
    return new Attempted(route, end, begunAt, firstTokenMs, now - begunAt, used);
  }
}

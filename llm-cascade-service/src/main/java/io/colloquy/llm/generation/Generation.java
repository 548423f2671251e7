package io.colloquy.llm.generation;

import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.generation.Timers.Timer;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Answering;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.model.Usage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One answer on its way from a model to who asked.
 *
 * <pre>
 *          text, call                text, call
 *  AWAITING ────────────▶ STREAMING ◀──────────┐
 *     │                     │   └──────────────┘
 *     │ finished, failed,   │ finished, failed,
 *     │ time limit, cancel  │ time limit, cancel
 *     ▼                     ▼
 *   ENDED ◀─────────────────┘      (whatever comes now is ignored)
 * </pre>
 *
 * <p>Texts that come while another is being sent travel together in the next delta; no text ever
 * waits for company. Calls follow the text, as they do in the answer. A cancelled generation sends
 * nothing more.
 */
final class Generation implements AnswerListener {

  enum State {
    AWAITING,
    STREAMING,
    ENDED
  }

  /** Whose generation it is, and which one. */
  record Ids(String conversation, String generation) {}

  /** What a generation works with; the same for all of an instance. */
  record Surroundings(
      Deltas deltas,
      Limits limits,
      Timers timers,
      Clock clock,
      Executor sending,
      Observer observer) {}

  private final Ids ids;
  private final Question question;
  private final Surroundings around;
  private final String provider;
  private final long arrivedAtMs;
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  private State state = State.AWAITING;
  private long firstSignMs;
  private long lastSignAtMs;
  private final StringBuilder unsent = new StringBuilder();
  private final List<LlmDelta> unsentCalls = new ArrayList<>();
  private Optional<LlmDelta> end = Optional.empty();
  private boolean sending;
  private Answering answering = () -> {};
  private Timer timer = () -> {};

  Generation(Ids ids, Question question, String provider, Surroundings around) {
    this.ids = ids;
    this.question = question;
    this.provider = provider;
    this.around = around;
    this.arrivedAtMs = around.clock().millis();
    this.lastSignAtMs = arrivedAtMs;
  }

  void start(LanguageModel model) {
    setTimer(around.limits().firstToken());
    Answering started;
    try {
      started = model.answer(question, this);
    } catch (RuntimeException e) {
      failed(ModelFailure.error("the model did not start: " + e.getClass().getSimpleName()));
      return;
    }
    synchronized (this) {
      if (state != State.ENDED) {
        answering = started;
        return;
      }
    }
    started.cancel();
  }

  @Override
  public void text(String delta) {
    synchronized (this) {
      if (state == State.ENDED) {
        return;
      }
      signOfLife();
      unsent.append(delta);
    }
    sendSoon();
  }

  @Override
  public synchronized void callGrows() {
    if (state != State.ENDED) {
      signOfLife();
    }
  }

  @Override
  public void call(ToolCall call) {
    synchronized (this) {
      if (state == State.ENDED) {
        return;
      }
      signOfLife();
      unsentCalls.add(new LlmDelta.ToolCall(ids.conversation(), ids.generation(), call));
    }
    sendSoon();
  }

  private void signOfLife() {
    lastSignAtMs = around.clock().millis();
    if (state == State.AWAITING) {
      state = State.STREAMING;
      firstSignMs = lastSignAtMs - arrivedAtMs;
      setTimer(around.limits().stall());
      around.observer().firstSign(provider, firstSignMs);
    }
  }

  @Override
  public void finished(Usage usage) {
    synchronized (this) {
      if (state == State.ENDED) {
        return;
      }
      long first = state == State.STREAMING ? firstSignMs : around.clock().millis() - arrivedAtMs;
      endWith(
          new LlmDelta.Finished(
              ids.conversation(), ids.generation(), usage.model(), usage.priced(), first));
      around.observer().finished(provider, usage);
    }
    sendSoon();
  }

  @Override
  public void failed(ModelFailure failure) {
    synchronized (this) {
      if (state == State.ENDED) {
        return;
      }
      var errorType = failure.kind().errorType();
      endWith(
          new LlmDelta.Failed(ids.conversation(), ids.generation(), errorType, failure.message()));
      around.observer().failed(provider, errorType);
    }
    sendSoon();
  }

  /** Stops at once: the model's stream is closed and what was not sent yet is dropped. */
  void cancel() {
    Answering stopped;
    synchronized (this) {
      if (state == State.ENDED) {
        return;
      }
      state = State.ENDED;
      unsent.setLength(0);
      unsentCalls.clear();
      timer.cancel();
      stopped = answering;
      around.observer().cancelled(provider);
    }
    stopped.cancel();
    over.complete(null);
  }

  /** Stops the model and says why. */
  void abort(ModelFailure failure) {
    failed(failure);
    Answering stopped;
    synchronized (this) {
      stopped = answering;
    }
    stopped.cancel();
  }

  synchronized State state() {
    return state;
  }

  /** Completes when nothing more will be sent. */
  CompletableFuture<Void> over() {
    return over;
  }

  private void endWith(LlmDelta last) {
    state = State.ENDED;
    end = Optional.of(last);
    timer.cancel();
  }

  private synchronized void setTimer(Duration delay) {
    if (state != State.ENDED) {
      timer.cancel();
      timer = around.timers().after(delay, this::checkTime);
    }
  }

  /**
   * One timer serves all texts after the first: when it goes off too early, it is set again for
   * what is left.
   */
  private void checkTime() {
    Duration limit;
    Duration left;
    String waitedFor;
    synchronized (this) {
      boolean awaiting = state == State.AWAITING;
      limit = awaiting ? around.limits().firstToken() : around.limits().stall();
      waitedFor = awaiting ? "first" : "next";
      left = limit.minusMillis(around.clock().millis() - lastSignAtMs);
    }
    if (left.isPositive()) {
      setTimer(left);
    } else {
      abort(
          ModelFailure.timeout(
              "the model (%s) took more than %d ms for its %s token"
                  .formatted(provider, limit.toMillis(), waitedFor)));
    }
  }

  private void sendSoon() {
    synchronized (this) {
      if (sending) {
        return;
      }
      sending = true;
    }
    around.sending().execute(this::sendAll);
  }

  /** Runs on one thread at a time, which keeps the order. */
  private void sendAll() {
    for (var batch = takeUnsent(); !batch.isEmpty(); batch = takeUnsent()) {
      batch.forEach(around.deltas()::send);
    }
  }

  private List<LlmDelta> takeUnsent() {
    List<LlmDelta> batch = new ArrayList<>(2);
    synchronized (this) {
      if (!unsent.isEmpty()) {
        batch.add(new LlmDelta.Text(ids.conversation(), ids.generation(), unsent.toString()));
        unsent.setLength(0);
      }
      batch.addAll(unsentCalls);
      unsentCalls.clear();
      end.ifPresent(batch::add);
      if (!batch.isEmpty()) {
        end = Optional.empty();
        return batch;
      }
      sending = false;
      if (state != State.ENDED) {
        return batch;
      }
    }
    over.complete(null);
    return batch;
  }
}

package io.colloquy.llm.generation;

import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.llm.Terms;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.cascade.Account;
import io.colloquy.llm.cascade.CascadeListener;
import io.colloquy.llm.cascade.Cascades;
import io.colloquy.llm.cascade.Patience;
import io.colloquy.llm.cascade.Plan;
import io.colloquy.llm.model.Answering;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.Question;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One answer on its way from a cascade to who asked.
 *
 * <pre>
 *   RUNNING ── finished, failed, cancel ──▶ ENDED      (whatever comes now is ignored)
 * </pre>
 *
 * <p>Texts that come while another is being sent travel together in the next delta; no text ever
 * waits for company. Calls follow the text, as they do in the answer. A cancelled generation sends
 * nothing more.
 */
final class Generation implements CascadeListener {

  /** Whose generation it is, and which one. */
  record Ids(String conversation, String generation, Terms terms) {}

  /** What a generation works with; the same for all of an instance. */
  record Surroundings(
      Cascades cascades, Deltas deltas, Clock clock, Executor sending, Observer observer) {

    /** The same, where one more watches. */
    Surroundings watchedBy(Observer other) {
      return other == Observer.NONE
          ? this
          : new Surroundings(cascades, deltas, clock, sending, observer.and(other));
    }
  }

  private final Ids ids;
  private final Question question;
  private final Surroundings around;
  private final long arrivedAtMs;
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  private final StringBuilder unsent = new StringBuilder();
  private final List<LlmDelta> unsentCalls = new ArrayList<>();
  private Optional<LlmDelta> end = Optional.empty();
  private boolean ended;
  private boolean sending;
  private Optional<Cascades.Running> cascade = Optional.empty();

  Generation(Ids ids, Question question, Surroundings around) {
    this.ids = ids;
    this.question = question;
    this.around = around;
    this.arrivedAtMs = around.clock().millis();
  }

  void start(Plan plan, Patience patience) {
    var started = around.cascades().answer(plan, question, patience, this);
    synchronized (this) {
      if (!ended) {
        cascade = Optional.of(started);
        return;
      }
    }
    started.cancel();
  }

  @Override
  public void text(String words) {
    synchronized (this) {
      if (ended) {
        return;
      }
      unsent.append(words);
    }
    sendSoon();
  }

  @Override
  public void call(ToolCall call) {
    synchronized (this) {
      if (ended) {
        return;
      }
      unsentCalls.add(new LlmDelta.ToolCall(ids.conversation(), ids.generation(), call));
    }
    sendSoon();
  }

  @Override
  public void finished(Account account) {
    endWith(finish(account), Optional.empty(), account);
  }

  private LlmDelta finish(Account account) {
    return new LlmDelta.Finished(
        ids.conversation(),
        ids.generation(),
        account.used().getLast().model(),
        account.priced(),
        account.firstTokenMs().orElseGet(this::tookMs));
  }

  /** Fails it before any model was asked. */
  void refuse(ModelFailure failure) {
    failed(failure, Account.NOTHING);
  }

  @Override
  public void failed(ModelFailure failure, Account account) {
    var errorType = failure.kind().errorType();
    endWith(
        new LlmDelta.Failed(
            ids.conversation(), ids.generation(), errorType, failure.message(), account.priced()),
        Optional.of(errorType),
        account);
  }

  /** Stops at once: the models' streams are closed and what was not sent yet is dropped. */
  void cancel() {
    Optional<Cascades.Running> stopped;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      unsent.setLength(0);
      unsentCalls.clear();
      stopped = cascade;
    }
    stopped.ifPresent(Answering::cancel);
    observe(true, Optional.empty(), account(stopped));
    over.complete(null);
  }

  /** Stops the models and says why. */
  void abort(ModelFailure failure) {
    Optional<Cascades.Running> stopped;
    synchronized (this) {
      stopped = cascade;
    }
    failed(failure, account(stopped));
    stopped.ifPresent(Answering::cancel);
  }

  private static Account account(Optional<Cascades.Running> cascade) {
    return cascade.map(Cascades.Running::account).orElse(Account.NOTHING);
  }

  synchronized boolean isEnded() {
    return ended;
  }

  /** Completes when nothing more will be sent. */
  CompletableFuture<Void> over() {
    return over;
  }

  private void endWith(LlmDelta last, Optional<String> errorType, Account account) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      end = Optional.of(last);
    }
    observe(false, errorType, account);
    sendSoon();
  }

  private void observe(boolean cancelled, Optional<String> errorType, Account account) {
    around
        .observer()
        .over(
            new Observer.Over(
                ids.conversation(),
                ids.generation(),
                ids.terms(),
                cancelled,
                errorType,
                tookMs(),
                account));
  }

  private long tookMs() {
    return around.clock().millis() - arrivedAtMs;
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
      if (!ended) {
        return batch;
      }
    }
    over.complete(null);
    return batch;
  }
}

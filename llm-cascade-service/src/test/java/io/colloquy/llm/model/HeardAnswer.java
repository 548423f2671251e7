package io.colloquy.llm.model;

import io.colloquy.contracts.llm.ToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes down what a model says, and counts ends that should not be. */
public final class HeardAnswer implements AnswerListener {

  private final List<String> deltas = new ArrayList<>();
  private final List<ToolCall> calls = new ArrayList<>();
  private final List<Usage> finished = new ArrayList<>();
  private final List<ModelFailure> failed = new ArrayList<>();
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  @Override
  public synchronized void text(String delta) {
    deltas.add(delta);
    first.countDown();
  }

  @Override
  public synchronized void callGrows() {
    first.countDown();
  }

  @Override
  public synchronized void call(ToolCall call) {
    calls.add(call);
    first.countDown();
  }

  @Override
  public synchronized void finished(Usage usage) {
    finished.add(usage);
    end.countDown();
  }

  @Override
  public synchronized void failed(ModelFailure failure) {
    failed.add(failure);
    end.countDown();
  }

  public HeardAnswer awaitEnd() throws InterruptedException {
    return await(end, "end");
  }

  public HeardAnswer awaitFirst() throws InterruptedException {
    return await(first, "first text");
  }

  private HeardAnswer await(CountDownLatch latch, String what) throws InterruptedException {
    if (!latch.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("no " + what + " within 20 s; heard " + deltas());
    }
    return this;
  }

  /** True if an end comes within this time. */
  public boolean endsWithin(Duration patience) throws InterruptedException {
    return end.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  public synchronized List<String> deltas() {
    return List.copyOf(deltas);
  }

  public synchronized List<ToolCall> calls() {
    return List.copyOf(calls);
  }

  public String text() {
    return String.join("", deltas());
  }

  public synchronized int ends() {
    return finished.size() + failed.size();
  }

  public synchronized Optional<Usage> usage() {
    return finished.stream().findFirst();
  }

  public synchronized Optional<ModelFailure> failure() {
    return failed.stream().findFirst();
  }
}

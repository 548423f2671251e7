package io.colloquy.conversation.knowledge;

import io.colloquy.rest.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Work that blocks, little of it at a time; some more waits, and the rest is refused. */
final class BoundedWork implements AutoCloseable {

  private final ThreadPoolExecutor threads;

  BoundedWork(String name, int atOnce, int waiting) {
    this.threads =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().name(name + "-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Fails with what the work throws, or with a {@link Refusal} (503) if too much waits already. */
  <T> Uni<T> run(Callable<T> work) {
    return Uni.createFrom().completionStage(() -> submitted(work));
  }

  private <T> CompletableFuture<T> submitted(Callable<T> work) {
    var done = new CompletableFuture<T>();
    try {
      threads.execute(() -> complete(done, work));
    } catch (RejectedExecutionException e) {
      done.completeExceptionally(
          new Refusal(503, "knowledge_base_busy", "Too many documents are being read. Try again."));
    }
    return done;
  }

  private static <T> void complete(CompletableFuture<T> done, Callable<T> work) {
    try {
      done.complete(work.call());
    } catch (Throwable e) {
      done.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

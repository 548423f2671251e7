package io.colloquy.rest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Work that blocks, each on a virtual thread of its own. */
public final class Blocking {

  /** Work that has several results, and hands each to a sink. */
  @FunctionalInterface
  public interface Source<T> {
    void run(Consumer<T> sink) throws Exception;
  }

  /** Runs the work when it is subscribed to. A subscriber that goes away interrupts it. */
  public static <T> Uni<T> uni(Callable<T> work) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              var worker =
                  new Worker(
                      () -> {
                        var result = work.call();
                        return () -> emitter.complete(result);
                      },
                      emitter::fail);
              emitter.onTermination(worker::interrupt);
              worker.start();
            });
  }

  /** The same for work that has several results; what nobody has taken yet is kept. */
  public static <T> Multi<T> multi(Source<T> work) {
    return Multi.createFrom()
        .emitter(
            emitter -> {
              var worker =
                  new Worker(
                      () -> {
                        work.run(emitter::emit);
                        return emitter::complete;
                      },
                      emitter::fail);
              emitter.onTermination(worker::interrupt);
              worker.start();
            });
  }

  /** Work, then what is to be told; only the work is interrupted. */
  private static final class Worker {
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final Thread thread;

    Worker(Callable<Runnable> work, Consumer<Throwable> onFailure) {
      thread = Thread.ofVirtual().unstarted(() -> run(work, onFailure));
    }

    private void run(Callable<Runnable> work, Consumer<Throwable> onFailure) {
      try {
        var news = work.call();
        over.set(true);
        news.run();
      } catch (Exception | Error e) {
        over.set(true);
        if (!interrupted.get()) {
          onFailure.accept(e);
        }
      }
    }

    void start() {
      thread.start();
    }

    void interrupt() {
      if (!over.get()) {
        interrupted.set(true);
        thread.interrupt();
      }
    }
  }

  private Blocking() {}
}

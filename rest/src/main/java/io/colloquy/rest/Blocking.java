package io.colloquy.rest;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** Work that blocks, each on a virtual thread of its own. */
public final class Blocking {

  /** Runs the work when it is subscribed to. A subscriber that goes away interrupts it. */
  public static <T> Uni<T> uni(Callable<T> work) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              var over = new AtomicBoolean();
              var thread =
                  Thread.ofVirtual()
                      .unstarted(
                          () -> {
                            try {
                              var result = work.call();
                              over.set(true);
                              emitter.complete(result);
                            } catch (Exception | Error e) {
                              over.set(true);
                              emitter.fail(e);
                            }
                          });
              emitter.onTermination(
                  () -> {
                    if (!over.get()) {
                      thread.interrupt();
                    }
                  });
              thread.start();
            });
  }

  private Blocking() {}
}

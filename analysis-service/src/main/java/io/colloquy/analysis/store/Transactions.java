package io.colloquy.analysis.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Runs work in a transaction of its own, from whichever thread. Panache keeps a session in the
 * current Vert.x context; a context for each attempt means that a failed attempt leaves nothing to
 * the next, and that a retry may be scheduled by any timer.
 */
@ApplicationScoped
public class Transactions {

  /** Then an attempt has failed, even if its connection is open and silent. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx;

  public Transactions(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Each subscription is an attempt. The item comes after the commit. When an attempt fails, it may
   * have been committed nevertheless: the work must bear to be done again.
   */
  public <T> Uni<T> attempt(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .<T>emitter(
            emitter -> {
              var context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
              VertxContextSafetyToggle.setContextSafe(context, true);
              context.runOnContext(
                  started ->
                      Uni.createFrom()
                          .deferred(() -> Panache.withTransaction(work))
                          .subscribe()
                          .with(emitter::complete, emitter::fail));
            })
        .ifNoItem()
        .after(PATIENCE)
        .fail();
  }
}

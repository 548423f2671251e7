package io.colloquy.gateway.access;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Asks for rows and changes them, from any thread. An answer comes on any thread too. */
@Singleton
class Database {

  private final Vertx vertx;

  Database(Vertx vertx) {
    this.vertx = vertx;
  }

  <T> CompletableFuture<T> ask(Supplier<Uni<T>> question) {
    return onItsOwnContext(() -> Panache.withSession(question));
  }

  /** All or nothing. */
  <T> CompletableFuture<T> change(Supplier<Uni<T>> change) {
    return onItsOwnContext(() -> Panache.withTransaction(change));
  }

  /** A session of its own, whatever the caller's context is. */
  private <T> CompletableFuture<T> onItsOwnContext(Supplier<Uni<T>> work) {
    var result = new CompletableFuture<T>();
    var context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    context.runOnContext(
        _ -> work.get().subscribe().with(result::complete, result::completeExceptionally));
    return result;
  }
}

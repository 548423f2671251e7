package io.colloquy.gateway.capacity;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Does one thing after the other, in the order in which they came, whatever became of the one
 * before. Safe for use by many threads.
 */
final class Lane {

  private CompletableFuture<?> last = CompletableFuture.completedFuture(true);

  /**
   * @param task begins when all that came before is done; must come to an end by itself
   */
  synchronized <T> CompletableFuture<T> then(Supplier<CompletionStage<T>> task) {
    var mine = last.handle((_, _) -> true).thenCompose(_ -> task.get());
    last = mine;
    return mine;
  }
}

package io.colloquy.conversation.knowledge;

import io.colloquy.rest.Refusal;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads files on threads of its own, few at a time. A parser that does not come back in time is
 * given up, but keeps its place among the few until it does: what hangs cannot pile up.
 */
final class Reading {

  private final KnowledgeConfig.Reading limits;
  private final FileReader reader;
  private final Semaphore places;
  private final Semaphore working;

  Reading(KnowledgeConfig.Reading limits, FileReader reader) {
    this.limits = limits;
    this.reader = reader;
    this.places = new Semaphore(limits.atOnce() + limits.waiting());
    this.working = new Semaphore(limits.atOnce(), true);
  }

  /**
   * The content of a file; blocks its (virtual) thread.
   *
   * @throws Unreadable with what is wrong with the file
   * @throws Refusal if too many wait already
   */
  Content read(Path file, String name) {
    if (!places.tryAcquire()) {
      throw busy();
    }
    boolean started = false;
    try {
      if (!working.tryAcquire(limits.time().toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy();
      }
      started = true;
      return await(start(file, name));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    } finally {
      if (!started) {
        places.release();
      }
    }
  }

  private record Started(Thread thread, CompletableFuture<Content> content) {}

  private Started start(Path file, String name) {
    var content = new CompletableFuture<Content>();
    var thread =
        Thread.ofPlatform()
            .name("reading")
            .daemon()
            .start(
                () -> {
                  try {
                    content.complete(reader.read(file, name));
                  } catch (Throwable e) {
                    content.completeExceptionally(e);
                  } finally {
                    working.release();
                    places.release();
                  }
                });
    return new Started(thread, content);
  }

  private Content await(Started started) throws InterruptedException {
    try {
      return started.content().get(limits.time().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      started.thread().interrupt();
      throw new Unreadable("The document took too long to read.", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Unreadable unreadable
          ? unreadable
          : new Unreadable("The file cannot be read.", e.getCause());
    }
  }

  private static Refusal busy() {
    return new Refusal(503, "knowledge_base_busy", "Too many documents are being read. Try again.");
  }
}

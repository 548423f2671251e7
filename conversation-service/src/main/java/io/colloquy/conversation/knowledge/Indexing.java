package io.colloquy.conversation.knowledge;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Computes the indexes that are wanted, one at a time on one thread. What it leaves undone another
 * instance takes up, or this one after its next start: see {@link IndexQueue}.
 */
final class Indexing {

  private static final Logger LOG = Logger.getLogger(Indexing.class);
  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int AT_ONCE = 16;

  private final IndexQueue queue;
  private final Embeddings.Named embeddings;
  private final Semaphore calls = new Semaphore(0);
  private final Thread thread;

  Indexing(IndexQueue queue, Embeddings.Named embeddings) {
    this.queue = queue;
    this.embeddings = embeddings;
    this.thread = Thread.ofPlatform().name("indexing").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Gives back what is being worked on. */
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join(PATIENCE);
  }

  /** There is work. */
  void call() {
    calls.release();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        boolean worked = workOnce();
        if (!worked) {
          var _ = calls.tryAcquire(SWEEP.toMillis(), TimeUnit.MILLISECONDS);
          calls.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("no more indexes are computed", e);
    }
  }

  private boolean workOnce() throws InterruptedException {
    try {
      var index = await(queue.claim());
      if (index.isPresent()) {
        work(index.get());
      }
      return index.isPresent();
    } catch (RuntimeException e) {
      requireNoInterrupt();
      LOG.warn("the queue of RAG indexes cannot be reached", e);
      return false;
    }
  }

  private void work(Index index) throws InterruptedException {
    try {
      var chunks = chunks(index);
      if (chunks.isPresent()) {
        var _ = await(queue.succeed(index, chunks.get()));
      }
    } catch (RuntimeException e) {
      if (Thread.interrupted()) {
        await(queue.release(index));
        Thread.currentThread().interrupt();
        requireNoInterrupt();
      }
      LOG.warnf(e, "the index %s cannot be computed", index.id());
      await(queue.fail(index, reason(e)));
    }
  }

  private static String reason(RuntimeException e) {
    return e instanceof Embedding.EmbeddingFailed failed
        ? failed.getMessage()
        : "The index could not be computed. The log of the server says why.";
  }

  private static void requireNoInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Empty if the index is no longer wanted. */
  private Optional<List<Chunk>> chunks(Index index) {
    var embedding = embeddings.named(index.model());
    var texts = Chunks.of(await(queue.text(index)));
    List<Chunk> chunks = new ArrayList<>(texts.size());
    for (int start = 0; start < texts.size(); start += AT_ONCE) {
      var batch = texts.subList(start, Math.min(texts.size(), start + AT_ONCE));
      var vectors = embedding.embed(batch);
      for (int i = 0; i < batch.size(); i++) {
        chunks.add(new Chunk(batch.get(i), vectors.get(i)));
      }
      boolean wanted = await(queue.progress(index, 99.0 * chunks.size() / texts.size()));
      if (!wanted) {
        return Optional.empty();
      }
    }
    return Optional.of(chunks);
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }
}

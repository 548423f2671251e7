package io.colloquy.conversation.knowledge;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/** Indexes while the service runs. */
@ApplicationScoped
public class IndexingService {

  private static final Logger LOG = Logger.getLogger(IndexingService.class);

  private final Indexing indexing;
  private final boolean here;

  @Inject
  public IndexingService(IndexQueue queue, Embeddings embeddings, KnowledgeConfig config) {
    this.indexing = new Indexing(queue, embeddings::named);
    this.here = config.indexing();
  }

  void start(@Observes StartupEvent event) {
    if (here) {
      indexing.start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    try {
      if (here) {
        indexing.stop();
      }
    } catch (InterruptedException e) {
      LOG.warn("an index may wait for its lease to end", e);
      Thread.currentThread().interrupt();
    }
  }

  /** There is work. */
  void call() {
    indexing.call();
  }
}

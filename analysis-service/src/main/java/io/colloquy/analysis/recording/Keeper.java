package io.colloquy.analysis.recording;

import io.colloquy.analysis.blobs.BlobStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Puts what has come of calls where it is safe, several calls at once. */
final class Keeper implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Keeper.class);

  /** How many blobs are written at once. */
  private static final int AT_ONCE = 8;

  private final Ledger ledger;
  private final Shelf shelf;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Keeper(Ledger ledger, BlobStore blobs) {
    this.ledger = ledger;
    this.shelf = new Shelf(blobs);
  }

  /**
   * Blocks until all are dealt with.
   *
   * @return those that are safe now, or of which nothing may be kept
   */
  List<Intake.Segment> keep(List<Intake.Segment> segments) throws InterruptedException {
    var attempts = threads.invokeAll(segments.stream().map(this::keeping).toList());
    return attempts.stream().flatMap(attempt -> attempt.resultNow().stream()).toList();
  }

  private Callable<Optional<Intake.Segment>> keeping(Intake.Segment segment) {
    return () -> {
      places.acquire();
      try {
        keep(segment);
        return Optional.of(segment);
      } catch (IOException | RuntimeException e) {
        LOG.warnf(
            "%s, parts from %d on: not safe yet: %s",
            segment.conversationId(), segment.parts().getFirst().sequence(), e.toString());
        return Optional.empty();
      } finally {
        places.release();
      }
    };
  }

  private void keep(Intake.Segment segment) throws IOException {
    var conversationId = segment.conversationId();
    if (!ledger.open(conversationId)) {
      return;
    }
    var keys = shelf.put(conversationId, segment.parts());
    if (!ledger.kept(conversationId, segment.last())) {
      for (var key : keys) {
        shelf.remove(key);
      }
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}

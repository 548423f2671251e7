package io.colloquy.analysis.recording;

import io.colloquy.analysis.blobs.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What is to be done for recordings in the background, one thing after the other: files of calls
 * that are over, the end of calls that fell silent, removal of what was deleted. Whatever fails is
 * tried again later, by this instance or by another.
 */
final class Studio {

  private static final Logger LOG = Logger.getLogger(Studio.class);

  /**
   * @param quietSoon after which a call is over whose end is known from its events
   * @param quietLate after which any call is over
   * @param lateParts for how long parts of a call without a known end may still come
   */
  record Patience(Duration quietSoon, Duration quietLate, Duration lateParts) {}

  /** Longer than making the file of the longest call takes. */
  private static final Duration LEASE = Duration.ofMinutes(15);

  private static final Duration REMOVAL_LEASE = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofSeconds(10);

  /** By then nobody writes any more who did not know yet that it is deleted. */
  private static final Duration LOOK_AGAIN = LEASE.multipliedBy(2);

  /** Told of what was made. */
  interface Watch {
    void finished(Ledger.Result result, Duration took);

    void failed();
  }

  private final Ledger ledger;
  private final BlobStore blobs;
  private final Shelf shelf;
  private final Patience patience;
  private final Watch watch;

  Studio(Ledger ledger, BlobStore blobs, Patience patience, Watch watch) {
    this.ledger = ledger;
    this.blobs = blobs;
    this.shelf = new Shelf(blobs);
    this.patience = patience;
    this.watch = watch;
  }

  /** Does all that there is to do. Fails if the ledger cannot be reached. */
  void work() {
    ledger.closeQuiet(patience.quietSoon(), patience.quietLate());
    ledger.leaseRemovals(REMOVAL_LEASE).forEach(this::remove);
    ledger.settled(patience.lateParts()).forEach(this::removeParts);
    for (var next = ledger.lease(LEASE); next.isPresent(); next = ledger.lease(LEASE)) {
      finish(next.get());
    }
  }

  private void finish(Ledger.Job job) {
    var conversationId = job.conversationId();
    long begun = System.nanoTime();
    Optional<Path> file = Optional.empty();
    try {
      file = Optional.of(Files.createTempFile("call-", ".mp3"));
      var result = Mastering.of(shelf.parts(conversationId), file.get());
      if (result.hasUser() || result.hasAgent()) {
        shelf.putAudio(conversationId, file.get());
      }
      settle(job, result);
      watch.finished(result, Duration.ofNanos(System.nanoTime() - begun));
    } catch (IOException | RuntimeException e) {
      LOG.warnf("the recording of %s is not made yet: %s", conversationId, e.toString());
      watch.failed();
      ledger.postpone(job, RETRY);
    } finally {
      file.ifPresent(Studio::discard);
    }
  }

  private void settle(Ledger.Job job, Ledger.Result result) throws IOException {
    if (!ledger.finish(job, result)) {
      // Either more has come, and the file is made again, or nothing of it may be kept.
      shelf.remove(Shelf.audioKey(job.conversationId()));
    } else if (result.complete()) {
      removeParts(job.conversationId());
    }
  }

  private void removeParts(String conversationId) {
    try {
      shelf.removeParts(conversationId);
      ledger.partsRemoved(conversationId);
    } catch (IOException e) {
      LOG.warnf("parts of %s stay a while: %s", conversationId, e.toString());
    }
  }

  private void remove(String place) {
    try {
      blobs.deleteAll(place);
      ledger.removed(place, LOOK_AGAIN);
    } catch (IOException e) {
      LOG.warnf("what is deleted stays a while: %s", e.toString());
    }
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

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
 * What is to be done for recordings in the background: files of calls that are over, the end of
 * calls that fell silent, removal of what was deleted. Whatever fails is tried again later, by this
 * instance or by another.
 */
final class Studio {

  private static final Logger LOG = Logger.getLogger(Studio.class);

  /**
   * @param quietSoon after which a call is over whose end is known from its events
   * @param quietLate after which any call is over
   * @param lateParts for how long parts of a call without a known end may still come
   */
  record Patience(Duration quietSoon, Duration quietLate, Duration lateParts) {}

  /** Renewed while a file is made, so this is the wait after somebody died while making one. */
  static final Duration LEASE = Duration.ofMinutes(2);

  private static final Duration RENEWAL = Duration.ofSeconds(20);

  private static final Duration REMOVAL_LEASE = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofSeconds(10);

  /** By then nobody writes any more who did not know yet that it is deleted. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(30);

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

  /** Sees to what is quiet, deleted or settled. Fails if the ledger cannot be reached. */
  void tidy() {
    ledger.closeQuiet(patience.quietSoon(), patience.quietLate());
    ledger.leaseRemovals(REMOVAL_LEASE).forEach(this::remove);
    ledger.settled(patience.lateParts()).forEach(this::removeParts);
  }

  /**
   * Makes the files of all calls that are over, one after the other; several threads may do so at
   * once. Fails if the ledger cannot be reached.
   */
  void finishAll() {
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
      var result = Mastering.of(shelf.parts(conversationId), file.get(), renewing(job));
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

  /** Keeps the job, and gives it up when it is not ours any more, or not worth doing. */
  private Mastering.Progress renewing(Ledger.Job job) {
    var clock = new long[] {System.nanoTime()};
    return () -> {
      if (System.nanoTime() - clock[0] > RENEWAL.toNanos()) {
        clock[0] = System.nanoTime();
        if (!ledger.renew(job, LEASE)) {
          throw new IOException("it was deleted, or more of it has come");
        }
      }
    };
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

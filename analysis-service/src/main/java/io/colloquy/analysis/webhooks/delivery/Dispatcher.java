package io.colloquy.analysis.webhooks.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Takes deliveries from the ledger, has each brought on a thread of its own, and writes down what
 * came of them, many at once. What it could not write down it tries to write down again; if that
 * takes longer than the lease, the delivery is brought once more.
 *
 * <p>{@link #pass} is called by one thread.
 */
final class Dispatcher {

  private static final Logger LOG = Logger.getLogger(Dispatcher.class);

  /** Attempts that are written down at once. */
  private static final int BATCH = 200;

  private final Ledger ledger;
  private final Courier courier;
  private final Executor threads;
  private final Consumer<Done> witness;
  private final InstantSource clock;
  private final int places;

  private final BlockingQueue<Done> over = new LinkedBlockingQueue<>();
  private final List<Done> unwritten = new ArrayList<>();
  private int underWay;

  /**
   * @param places deliveries that are under way at once
   * @param witness is told of each attempt
   */
  Dispatcher(
      Ledger ledger,
      Courier courier,
      Executor threads,
      Consumer<Done> witness,
      InstantSource clock,
      int places) {
    this.ledger = ledger;
    this.courier = courier;
    this.threads = threads;
    this.witness = witness;
    this.clock = clock;
    this.places = places;
  }

  /**
   * One round: writes down what is over, and takes what is due.
   *
   * @return how many deliveries it took
   */
  int pass() {
    write();
    int free = places - underWay;
    if (free <= 0) {
      return 0;
    }
    var claims = ledger.claim(clock.instant(), free);
    underWay += claims.size();
    claims.forEach(claim -> threads.execute(() -> bring(claim)));
    return claims.size();
  }

  private void bring(Claim claim) {
    try {
      var done = courier.bring(claim);
      witness.accept(done);
      over.add(done);
    } catch (InterruptedException e) {
      // We are stopping. Nobody knows what has become of it: its lease ends by itself.
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until something is over, but no longer than this. */
  void rest(Duration most) throws InterruptedException {
    var next = over.poll(most.toMillis(), TimeUnit.MILLISECONDS);
    if (next != null) {
      take(next);
    }
  }

  private void take(Done done) {
    underWay--;
    unwritten.add(done);
  }

  /** Writes down what is over, as far as that can be done now. */
  void write() {
    for (var next = over.poll(); next != null; next = over.poll()) {
      take(next);
    }
    while (!unwritten.isEmpty()) {
      var some = unwritten.subList(0, Math.min(BATCH, unwritten.size()));
      ledger.record(List.copyOf(some), clock.instant());
      some.clear();
    }
  }

  int underWay() {
    return underWay;
  }

  /** For whoever stops: waits for what is under way, and writes it down. */
  void finish(Duration most) throws InterruptedException {
    var end = clock.instant().plus(most);
    while (underWay > 0 && clock.instant().isBefore(end)) {
      rest(Duration.between(clock.instant(), end));
    }
    write();
    if (underWay > 0) {
      LOG.infof("%d deliveries are left to others", underWay);
    }
  }
}

package io.colloquy.edge;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps one edge partition leased, and says when there is one and when there is none any more.
 *
 * <pre>
 *            taken: moveIn
 *   Without ────────────────▶ Holding ──┐ renewed, or the table is away
 *      ▲                         │      │ and the term still runs
 *      └─────────────────────────┘ ◀────┘
 *        not ours any more, or the term is over: moveOut
 * </pre>
 *
 * <p>Not thread-safe: {@link #tick} and {@link #giveBack} are called by one thread at a time.
 */
public final class LeaseKeeper {

  private static final Logger LOG = Logger.getLogger(LeaseKeeper.class);

  /**
   * What is on the partition ends this long before the table gives it to others: their calls must
   * not begin before ours are over. Longer than a question to the table may take.
   */
  static final Duration NOTICE = Duration.ofSeconds(3);

  /** Lives on the partition that is leased. */
  public interface Tenant {
    /**
     * @throws RuntimeException if it cannot live there; the lease is then given back
     */
    void moveIn(int partition);

    void moveOut();
  }

  /** What is leased, and until when by our own clock. */
  sealed interface Lease {
    record Without() implements Lease {}

    record Holding(int partition, long untilMs) implements Lease {}
  }

  private final LeaseTable table;
  private final String holder;
  private final Duration term;
  private final InstantSource clock;
  private final Tenant tenant;
  private Lease lease = new Lease.Without();

  public LeaseKeeper(
      LeaseTable table, String holder, Duration term, InstantSource clock, Tenant tenant) {
    this.table = table;
    this.holder = holder;
    this.term = term;
    this.clock = clock;
    this.tenant = tenant;
  }

  public boolean isHolding() {
    return lease instanceof Lease.Holding;
  }

  /** How long until {@link #tick} may have to give up, however often it is called before. */
  public Duration left() {
    return lease instanceof Lease.Holding(int _, long until)
        ? Duration.ofMillis(Math.max(0, until - clock.millis()))
        : Duration.ZERO;
  }

  /** Takes, renews or gives up. To be called several times in a term. */
  public void tick() {
    switch (lease) {
      case Lease.Without _ -> take();
      case Lease.Holding holding -> renew(holding);
    }
  }

  /** Leaves in good order. */
  public void giveBack() {
    if (lease instanceof Lease.Holding(int partition, long _)) {
      lose();
      table.giveBack(partition, holder);
    }
  }

  private void take() {
    long until = end();
    Optional<Integer> partition;
    try {
      partition = table.take(holder, term);
    } catch (RuntimeException e) {
      LOG.warnf("no edge partition yet: %s", e.toString());
      return;
    }
    if (partition.isEmpty()) {
      LOG.warn("no edge partition yet: all are taken");
      return;
    }
    moveIn(partition.get(), until);
  }

  private void moveIn(int partition, long until) {
    try {
      tenant.moveIn(partition);
      lease = new Lease.Holding(partition, until);
      LOG.infof("listening on edge partition %d", partition);
    } catch (RuntimeException e) {
      LOG.warnf("cannot listen on edge partition %d: %s", partition, e.toString());
      table.giveBack(partition, holder);
    }
  }

  private void renew(Lease.Holding holding) {
    long until = end();
    try {
      if (table.renew(holding.partition(), holder, term)) {
        lease = new Lease.Holding(holding.partition(), until);
      } else {
        LOG.errorf("edge partition %d was lost", holding.partition());
        lose();
      }
    } catch (RuntimeException e) {
      LOG.warnf("edge partition %d not renewed: %s", holding.partition(), e.toString());
      if (clock.millis() >= holding.untilMs()) {
        lose();
      }
    }
  }

  /** Counted from before the question, so that our clock never outlasts the table's. */
  private long end() {
    return clock.millis() + Math.max(term.minus(NOTICE).toMillis(), term.toMillis() / 2);
  }

  private void lose() {
    lease = new Lease.Without();
    tenant.moveOut();
  }
}

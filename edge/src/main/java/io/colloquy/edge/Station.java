package io.colloquy.edge;

import io.colloquy.bus.Inbox;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.ToEdge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * An edge's place on the bus: keeps a partition of {@code audio.out} leased, reads it, and takes
 * another when that one is lost. Its methods may be called from any thread.
 */
public final class Station implements LeaseKeeper.Tenant, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Station.class);
  private static final Duration INBOX_PATIENCE = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(1);

  /**
   * How a partition is held.
   *
   * @param holder this run of this instance; a new name for each, so that what an earlier run left
   *     expires by itself
   * @param term for how long without being renewed
   * @param renewal how often it is renewed
   */
  public record Terms(String holder, Duration term, Duration renewal) {}

  private record Place(EdgeAddress address, Inbox inbox) {}

  private final String bootstrapServers;
  private final Terms terms;
  private final LeaseKeeper keeper;
  private final Consumer<ToEdge> arrivals;
  private final Runnable evicted;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("edge-lease").daemon().factory());

  private volatile Optional<Place> place = Optional.empty();

  /**
   * @param arrivals gets what owners say, one after the other
   * @param evicted run when the place is lost or given back: what is on it has to end
   */
  public Station(
      String bootstrapServers,
      LeaseTable table,
      Terms terms,
      Consumer<ToEdge> arrivals,
      Runnable evicted) {
    this.bootstrapServers = bootstrapServers;
    this.terms = terms;
    this.arrivals = arrivals;
    this.evicted = evicted;
    keeper = new LeaseKeeper(table, terms.holder(), terms.term(), InstantSource.system(), this);
  }

  /** Begins to look for a place. Not before the database has its tables. */
  public void open() {
    thread.execute(this::tick);
  }

  public String holder() {
    return terms.holder();
  }

  /** Where this instance listens; empty while it does not. */
  public Optional<EdgeAddress> address() {
    return place.filter(p -> p.inbox().isReading()).map(Place::address);
  }

  private void tick() {
    try {
      if (place.isPresent() && address().isEmpty()) {
        LOG.error("the inbox has ended; a new place is taken");
        keeper.giveBack();
      }
      keeper.tick();
    } catch (RuntimeException e) {
      LOG.error("the edge partition is not looked after", e);
    }
    long next =
        keeper.isHolding()
            ? Math.min(terms.renewal().toMillis(), keeper.left().toMillis())
            : RETRY.toMillis();
    var _ = thread.schedule(this::tick, Math.max(1, next), TimeUnit.MILLISECONDS);
  }

  @Override
  public void moveIn(int partition) {
    var inbox =
        Inbox.ofPartition(
            bootstrapServers,
            Topics.AUDIO_OUT,
            partition,
            delivery -> arrivals.accept(ToEdge.CODEC.decode(delivery.packet())));
    try {
      if (!inbox.awaitAssignment(INBOX_PATIENCE)) {
        inbox.close();
        throw new IllegalStateException("the broker does not answer");
      }
    } catch (InterruptedException e) {
      inbox.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    place = Optional.of(new Place(new EdgeAddress(partition), inbox));
  }

  @Override
  public void moveOut() {
    evicted.run();
    place.map(Place::inbox).ifPresent(Inbox::close);
    place = Optional.empty();
  }

  /** Gives the place back. Blocks for up to some seconds. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (thread.awaitTermination(RETRY.toMillis() * 5, TimeUnit.MILLISECONDS)) {
        keeper.giveBack();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warnf("the edge partition is not given back, it will expire: %s", e.toString());
    }
  }
}

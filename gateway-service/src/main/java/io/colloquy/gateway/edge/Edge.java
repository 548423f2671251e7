package io.colloquy.gateway.edge;

import io.colloquy.bus.Inbox;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.ToEdge;
import io.colloquy.gateway.call.Owner;
import io.colloquy.gateway.session.Ending;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * This instance's place on the bus: its leased partition of {@code audio.out}, what arrives there,
 * and the way to the owners.
 */
@Singleton
public class Edge implements LeaseKeeper.Tenant {

  private static final Logger LOG = Logger.getLogger(Edge.class);
  private static final Duration INBOX_PATIENCE = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final String bootstrapServers;
  private final Duration renewal;
  private final String holder;
  private final LeaseKeeper keeper;
  private final OwnerLink owners;
  private final RecordingLink recordings;
  private final Calls calls = new Calls();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("edge-lease").daemon().factory());

  private volatile Optional<Place> place = Optional.empty();

  private record Place(EdgeAddress address, Inbox inbox) {}

  Edge(
      Pool pool,
      MeterRegistry meters,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      @ConfigProperty(name = "colloquy.instance") Optional<String> instance,
      @ConfigProperty(name = "colloquy.gateway.lease-term", defaultValue = "20s") Duration term,
      @ConfigProperty(name = "colloquy.gateway.lease-renewal", defaultValue = "5s")
          Duration renewal) {
    this.bootstrapServers = bootstrapServers;
    this.renewal = renewal;
    owners = new OwnerLink(bootstrapServers);
    recordings = new RecordingLink(bootstrapServers);
    // A new name for each run: what an earlier one left expires by itself.
    holder = Ids.random(instance.orElse("gateway") + "_");
    keeper =
        new LeaseKeeper(
            new PostgresLeaseTable(pool, Topics.GATEWAY_EDGES),
            holder,
            term,
            InstantSource.system(),
            this);
    meters.gauge("colloquy.gateway.sessions", calls, Calls::count);
    meters.gauge("colloquy.gateway.strays", calls, Calls::strays);
    meters.gauge("colloquy.gateway.recording.waiting.bytes", recordings, RecordingLink::waiting);
    FunctionCounter.builder("colloquy.gateway.recording.lost", recordings, RecordingLink::lost)
        .register(meters);
  }

  /** Not before the database has its tables. */
  void start(@Observes StartupEvent event) {
    thread.execute(this::tick);
  }

  /** This run of this instance, by the name under which it leases. */
  public String holder() {
    return holder;
  }

  /** Where this instance listens; empty while it does not. */
  public Optional<EdgeAddress> address() {
    return place.filter(p -> p.inbox().isReading()).map(Place::address);
  }

  public Calls calls() {
    return calls;
  }

  public Owner owners() {
    return owners;
  }

  /** The way to where calls are kept. */
  public RecordingLink recordings() {
    return recordings;
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
            ? Math.min(renewal.toMillis(), keeper.left().toMillis())
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
            delivery -> calls.dispatch(ToEdge.CODEC.decode(delivery.packet())));
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
    calls.evictAll(Ending.MOVED);
    place.map(Place::inbox).ifPresent(Inbox::close);
    place = Optional.empty();
  }

  /** Gives the place back and sends what still waits. Blocks for up to some seconds. */
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
    owners.close();
    recordings.close();
  }
}

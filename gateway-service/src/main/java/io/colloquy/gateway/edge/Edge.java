package io.colloquy.gateway.edge;

import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.edge.Calls;
import io.colloquy.edge.Owner;
import io.colloquy.edge.OwnerLink;
import io.colloquy.edge.PostgresLeaseTable;
import io.colloquy.edge.RecordingLink;
import io.colloquy.edge.Station;
import io.colloquy.gateway.call.Call;
import io.colloquy.gateway.session.Ending;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * This instance's place on the bus: its leased partition of {@code audio.out}, what arrives there,
 * and the way to the owners.
 */
@Singleton
public class Edge {

  private final Calls<Call> calls = new Calls<>();
  private final Station station;
  private final OwnerLink owners;
  private final RecordingLink recordings;

  Edge(
      Pool pool,
      MeterRegistry meters,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      @ConfigProperty(name = "colloquy.instance") Optional<String> instance,
      @ConfigProperty(name = "colloquy.gateway.lease-term", defaultValue = "20s") Duration term,
      @ConfigProperty(name = "colloquy.gateway.lease-renewal", defaultValue = "5s")
          Duration renewal) {
    owners = new OwnerLink(bootstrapServers);
    recordings = new RecordingLink(bootstrapServers);
    station =
        new Station(
            bootstrapServers,
            new PostgresLeaseTable(pool, "gateway", 0, Topics.GATEWAY_EDGES),
            new Station.Terms(Ids.random(instance.orElse("gateway") + "_"), term, renewal),
            calls::dispatch,
            () -> evictAll(Ending.MOVED));
    meters.gauge("colloquy.gateway.sessions", calls, Calls::count);
    meters.gauge("colloquy.gateway.strays", calls, Calls::strays);
    meters.gauge("colloquy.gateway.recording.waiting.bytes", recordings, RecordingLink::waiting);
    FunctionCounter.builder("colloquy.gateway.recording.lost", recordings, RecordingLink::lost)
        .register(meters);
  }

  /** Not before the database has its tables. */
  void start(@Observes StartupEvent event) {
    station.open();
  }

  /** This run of this instance, by the name under which it leases. */
  public String holder() {
    return station.holder();
  }

  /** Where this instance listens; empty while it does not. */
  public Optional<EdgeAddress> address() {
    return station.address();
  }

  public Calls<Call> calls() {
    return calls;
  }

  public Owner owners() {
    return owners;
  }

  /** The way to where calls are kept. */
  public RecordingLink recordings() {
    return recordings;
  }

  /** Closes every call. */
  public void evictAll(Ending ending) {
    calls.forEach(call -> call.evict(ending));
  }

  /** Gives the place back and sends what still waits. Blocks for up to some seconds. */
  public void close() {
    station.close();
    owners.close();
    recordings.close();
  }
}

package io.colloquy.local.process;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** All services, each watched by a {@link Watch} of its own. */
public final class Crew implements AutoCloseable {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

  private final Map<Service, Watch> watches = new EnumMap<>(Service.class);

  public Crew(Child.Nursery nursery, Clockwork clockwork, Journal journal) {
    for (var service : Service.values()) {
      watches.put(
          service,
          new Watch(service, nursery, clockwork, RestartPolicy.DEFAULT, STOP_PATIENCE, journal));
    }
  }

  public void start() {
    watches.values().forEach(Watch::start);
  }

  /** Stops all services, wave after wave, and returns when the last process is gone. */
  @Override
  public void close() {
    for (var wave : Service.stopWaves()) {
      var stops = wave.stream().map(s -> watches.get(s).stop()).toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(stops).join();
    }
  }
}

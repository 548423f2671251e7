package io.colloquy.local.process;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** All services, each watched by a {@link Watch} of its own. */
public final class Crew implements AutoCloseable {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

  private volatile boolean serving;
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

  /** From now on the services have calls to finish when they are stopped. */
  public void serve() {
    serving = true;
  }

  /**
   * Stops all services, wave after wave, or at once while they do not serve yet, and returns when
   * the last process is gone.
   */
  @Override
  public void close() {
    if (!serving) {
      await(watches.values().stream().map(Watch::abandon));
      return;
    }
    for (var wave : Service.stopWaves()) {
      await(wave.stream().map(service -> watches.get(service).stop()));
    }
  }

  private static void await(Stream<CompletableFuture<Void>> ends) {
    CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
  }
}

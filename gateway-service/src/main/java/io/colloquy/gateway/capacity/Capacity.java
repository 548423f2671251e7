package io.colloquy.gateway.capacity;

import io.colloquy.gateway.GatewayMeters;
import io.colloquy.gateway.edge.Edge;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Sets up the {@link Turnstile} of this gateway and keeps it in order. */
@Singleton
public class Capacity {

  private static final Logger LOG = Logger.getLogger(Capacity.class);
  private static final Duration DATABASE_PATIENCE = Duration.ofSeconds(30);

  private final WorkspaceLimits limits;
  private final CapacitySettings settings;
  private final Turnstile turnstile;

  Capacity(
      Pool pool,
      Edge edge,
      WorkspaceLimits limits,
      CapacitySettings settings,
      GatewayMeters meters,
      MeterRegistry registry) {
    this.limits = limits;
    this.settings = settings;
    turnstile =
        new Turnstile(
            new PostgresSlots(pool, settings.patience()),
            edge.holder(),
            limits::of,
            settings.patience(),
            Clock.systemUTC(),
            meters);
    for (var kind : Turnstile.Pool.values()) {
      Gauge.builder("colloquy.gateway.slots", turnstile, it -> it.inUse(kind))
          .tag("pool", kind.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  @Produces
  @Singleton
  Turnstile turnstile() {
    return turnstile;
  }

  /** No call before the limits are known. */
  void start(@Observes StartupEvent event, Vertx vertx) {
    var _ = limits.read().await().atMost(DATABASE_PATIENCE);
    vertx.setPeriodic(settings.refresh().toMillis(), _ -> refresh());
  }

  private void refresh() {
    limits
        .read()
        .chain(() -> Uni.createFrom().completionStage(turnstile.putInOrder()))
        .ifNoItem()
        .after(settings.refresh())
        .fail()
        .subscribe()
        .with(
            _ -> {},
            failure -> LOG.warnf("limits are as they were before: %s", failure.toString()));
  }
}

package io.colloquy.gateway;

import io.colloquy.gateway.edge.Edge;
import io.colloquy.gateway.session.Ending;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Leaves in good order: no new calls, then goodbye to those that run, then the place on the bus.
 */
@Singleton
public class Draining {

  private static final Logger LOG = Logger.getLogger(Draining.class);
  private static final Duration GOODBYE = Duration.ofSeconds(3);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Edge edge;
  private volatile boolean begun;

  Draining(Edge edge) {
    this.edge = edge;
  }

  public boolean hasBegun() {
    return begun;
  }

  void begin(@Observes ShutdownDelayInitiatedEvent event) {
    begun = true;
    LOG.infof("draining, %d calls run", edge.calls().count());
  }

  void finish(@Observes ShutdownEvent event) {
    begun = true;
    edge.calls().evictAll(Ending.RESTARTING);
    long until = System.nanoTime() + GOODBYE.toNanos();
    while (edge.calls().count() > 0 && System.nanoTime() < until) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    edge.close();
  }
}

package io.colloquy.gateway;

import io.colloquy.gateway.edge.Edge;
import io.colloquy.gateway.session.Ending;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Leaves in good order: is not ready and takes no new call, waits until that is known around, says
 * goodbye to the calls that run, gives the place on the bus back.
 *
 * <p>All but the last happens before the framework closes the HTTP server, which would cut the
 * sockets off without our reason.
 */
@Singleton
public class Draining {

  private static final Logger LOG = Logger.getLogger(Draining.class);
  private static final Duration GOODBYE = Duration.ofSeconds(3);

  private final Edge edge;
  private final Duration delay;
  private volatile boolean begun;

  Draining(
      Edge edge,
      @ConfigProperty(name = "colloquy.gateway.drain-delay", defaultValue = "0s") Duration delay) {
    this.edge = edge;
    this.delay = delay;
  }

  public boolean hasBegun() {
    return begun;
  }

  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    begun = true;
    LOG.infof("draining, %d calls run", edge.calls().count());
    try {
      // Calls that end by themselves meanwhile are spared.
      edge.calls().awaitNone(delay);
      edge.evictAll(Ending.RESTARTING);
      edge.calls().awaitNone(GOODBYE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void leave(@Observes ShutdownEvent event) {
    edge.close();
  }
}

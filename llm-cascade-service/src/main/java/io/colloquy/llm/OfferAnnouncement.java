package io.colloquy.llm;

import io.colloquy.bus.Sender;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.llm.OfferedModels;
import io.colloquy.llm.cost.Catalogue;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Tells the other services once, at the start, which models agents may name. It goes on until the
 * broker has it.
 */
@Singleton
class OfferAnnouncement {

  private static final Logger LOG = Logger.getLogger(OfferAnnouncement.class);
  private static final long PAUSE_SECONDS = 2;

  private final Packet offer;
  private final String bootstrapServers;
  private final CountDownLatch stopped = new CountDownLatch(1);

  OfferAnnouncement(
      LlmConfig config,
      Catalogue catalogue,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    this.offer = OfferedModels.CODEC.encode(new Offer(config, catalogue).models());
    this.bootstrapServers = bootstrapServers;
  }

  void start(@Observes StartupEvent event) {
    var _ = Thread.ofVirtual().name("offer").start(this::announce);
  }

  void stop(@Observes ShutdownEvent event) {
    stopped.countDown();
  }

  private void announce() {
    try (var sender = Sender.durable(bootstrapServers)) {
      while (!isAnnounced(sender) && !stopped.await(PAUSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.debug("the broker has not taken the models yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAnnounced(Sender sender) throws InterruptedException {
    try {
      sender.send(Topics.MODELS, OfferedModels.KEY, offer).toCompletableFuture().get();
      return true;
    } catch (ExecutionException e) {
      LOG.warnf("the models are not announced yet: %s", e.getCause().getMessage());
      return false;
    }
  }
}

package io.colloquy.analysis.webhooks.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Tells operators of deliveries: the timer {@code colloquy.webhooks.attempts} with the tags {@code
 * event} and {@code outcome}, the gauges {@code colloquy.webhooks.pending} and {@code
 * colloquy.webhooks.oldest.seconds}, and a line for each attempt that failed. A line holds ids, no
 * address and nothing that was said.
 */
@Singleton
public class DeliveryMeter {

  private static final Logger LOG = Logger.getLogger(DeliveryMeter.class);

  private final MeterRegistry registry;
  private final AtomicReference<Backlog> backlog =
      new AtomicReference<>(new Backlog(0, Duration.ZERO));

  DeliveryMeter(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("colloquy.webhooks.pending", backlog, it -> it.get().pending());
    registry.gauge(
        "colloquy.webhooks.oldest.seconds", backlog, it -> it.get().oldest().toSeconds());
  }

  void attempted(Done done) {
    var event = done.claim().event();
    registry
        .timer(
            "colloquy.webhooks.attempts",
            "event",
            event.kind().wireName(),
            "outcome",
            done.outcome().label())
        .record(done.took());
    if (!done.outcome().isDelivered()) {
      LOG.infof(
          "attempt %d to bring event %s of %s to webhook %s failed after %d ms: %s %s",
          (Object) done.claim().attempt(),
          event.id(),
          event.conversationId(),
          done.claim().receiver().webhookId(),
          done.took().toMillis(),
          done.outcome().label(),
          done.outcome().code().map(String::valueOf).orElse(""));
    }
  }

  void backlog(Backlog now) {
    backlog.set(now);
  }
}

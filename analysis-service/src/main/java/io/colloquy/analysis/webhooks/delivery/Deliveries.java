package io.colloquy.analysis.webhooks.delivery;

import io.colloquy.analysis.webhooks.WebhookSecrets;
import io.colloquy.rest.Blocking;
import io.colloquy.rest.egress.Egress;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Brings what is due, as long as the service runs. */
@Singleton
public class Deliveries {

  private static final Logger LOG = Logger.getLogger(Deliveries.class);

  /** How long a stop waits for attempts that are under way. */
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final DeliverySettings settings;

  /** What leases of this instance begin with, also those of its earlier lives. */
  private final Optional<String> instance;

  private final Poster poster;
  private final HttpCourier courier;
  private final PostgresLedger ledger;
  private final Dispatcher dispatcher;
  private final Upkeep upkeep;
  private final DeliveryMeter meter;
  private final Clock clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread =
      Thread.ofPlatform().name("webhook-deliveries").daemon().unstarted(this::run);

  private volatile boolean running = true;
  private boolean healthy = true;

  Deliveries(
      DeliverySettings settings,
      @ConfigProperty(name = "colloquy.instance") Optional<String> instance,
      Vertx vertx,
      Pool pool,
      Egress egress,
      WebhookSecrets secrets,
      AudioSource recordings,
      DeliveryMeter meter,
      Clock clock) {
    this.settings = settings;
    this.instance = instance.map(name -> name + "/");
    this.meter = meter;
    this.clock = clock;
    this.poster = new Poster(vertx, egress, posting(settings), clock);
    this.courier =
        new HttpCourier(
            poster,
            recordings,
            secrets::open,
            clock,
            new HttpCourier.Limits(settings.timeLimit(), settings.audioTimeLimit()));
    var schedule =
        new Schedule(
            settings.pauses().orElse(Schedule.PAUSES),
            () -> ThreadLocalRandom.current().nextDouble());
    this.ledger =
        new PostgresLedger(pool, LedgerSettings.of(settings, this.instance.orElse("/"), schedule));
    this.dispatcher =
        new Dispatcher(ledger, courier, threads, meter::attempted, clock, settings.places());
    this.upkeep = new Upkeep(pool, settings);
  }

  private static PosterSettings posting(DeliverySettings settings) {
    return new PosterSettings(
        settings.connectTimeout(),
        settings.responseTimeout(),
        settings.places(),
        settings.localAddress(),
        settings.proxy(),
        settings.trustedCertificates().map(pem -> new PemTrustOptions().addCertPath(pem)));
  }

  /** Brings an event now, once, from memory; nothing is kept of it but how its receiver does. */
  public Uni<Void> bringUnstored(String webhookId, Claim.Event event) {
    return Blocking.uni(
        () -> {
          var receiver = ledger.receiver(webhookId, event.workspace(), clock.instant());
          if (receiver.isPresent()) {
            var done = courier.bring(new Claim(-1, "", 1, false, event, receiver.get()));
            meter.attempted(done);
            ledger.record(List.of(done), clock.instant());
          }
          return null;
        });
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  private void run() {
    instance.ifPresent(name -> orLater(() -> ledger.release(name, clock.instant())));
    while (running) {
      try {
        int taken = dispatcher.pass();
        upkeep.at(clock.instant(), meter::backlog);
        healthy = true;
        if (taken == 0) {
          dispatcher.rest(settings.poll());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        complain(e);
        rest();
      }
    }
  }

  private void orLater(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      complain(e);
    }
  }

  private void complain(RuntimeException e) {
    if (healthy) {
      LOG.warnf("webhooks wait: the database does not answer: %s", e.getMessage());
    }
    healthy = false;
  }

  private void rest() {
    try {
      Thread.sleep(AFTER_FAILURE);
    } catch (InterruptedException e) {
      running = false;
      Thread.currentThread().interrupt();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    running = false;
    try {
      if (thread.join(LAST_PATIENCE)) {
        dispatcher.finish(LAST_PATIENCE);
      } else {
        LOG.warn("the database does not answer: what was brought last may be brought again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warnf("attempts are not written down: %s", e.getMessage());
    }
    threads.shutdownNow();
    poster.close();
  }
}

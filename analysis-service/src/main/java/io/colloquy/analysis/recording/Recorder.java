package io.colloquy.analysis.recording;

import io.colloquy.analysis.blobs.BlobStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Starts and stops what takes in recordings and what makes files of them. */
@Readiness
@Singleton
public class Recorder implements HealthCheck, Studio.Watch {

  private static final Logger LOG = Logger.getLogger(Recorder.class);

  private final MeterRegistry meters;
  private final Duration interval;
  private final Keeper keeper;
  private final RecordingInbox inbox;
  private final Studio studio;
  private final Timer earToEar;
  private final int encoders;
  private final ScheduledExecutorService threads;

  Recorder(
      Pool pool,
      BlobStore blobs,
      RecordingSettings settings,
      MeterRegistry meters,
      Clock clock,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      @ConfigProperty(name = "colloquy.instance") Optional<String> instance) {
    this.meters = meters;
    interval = settings.interval();
    encoders = settings.encoders();
    threads =
        Executors.newScheduledThreadPool(
            1 + encoders,
            Thread.ofPlatform()
                .name("recording-studio-", 0)
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .factory());
    var ledger = new PostgresLedger(pool);
    keeper = new Keeper(ledger, blobs);
    var intake = new Intake(settings.limits(), clock);
    inbox = new RecordingInbox(bootstrapServers, instance, intake, keeper);
    studio = new Studio(ledger, blobs, settings.patience(), this);
    earToEar =
        Timer.builder("colloquy.analysis.ear.to.ear")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(50))
            .maximumExpectedValue(Duration.ofSeconds(30))
            .register(meters);
  }

  /** Not before the database has its tables. */
  void start(@Observes StartupEvent event) {
    inbox.start();
    repeat(studio::tidy);
    for (int i = 0; i < encoders; i++) {
      repeat(studio::finishAll);
    }
  }

  private void repeat(Runnable work) {
    var _ =
        threads.scheduleWithFixedDelay(
            () -> attempt(work), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warnf("recordings wait: %s", e.toString());
    }
  }

  @Override
  public void finished(Ledger.Result result, Duration took) {
    meters.timer("colloquy.analysis.recording.made").record(took);
    result
        .latenciesMs()
        .values()
        .forEach(millis -> earToEar.record(Duration.ofNanos((long) (millis * 1_000_000))));
  }

  @Override
  public void failed() {
    meters.counter("colloquy.analysis.recording.failures").increment();
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("recordings").status(inbox.isReading()).build();
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
    inbox.close();
    keeper.close();
  }
}

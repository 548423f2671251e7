package io.colloquy.analysis.retention;

import io.colloquy.analysis.store.Deletions.Overdue;
import io.colloquy.analysis.store.Deletions.Sweep;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells operators of deletions: the counters {@code colloquy.retention.deleted} with the tag {@code
 * part}, and {@code colloquy.retention.told}; the gauges {@code colloquy.retention.overdue} and
 * {@code colloquy.retention.overdue.oldest.seconds}.
 */
@Singleton
final class RetentionMeter {

  private final MeterRegistry registry;
  private final AtomicReference<Overdue> overdue =
      new AtomicReference<>(new Overdue(0, Duration.ZERO));

  RetentionMeter(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("colloquy.retention.overdue", overdue, it -> it.get().conversations());
    registry.gauge(
        "colloquy.retention.overdue.oldest.seconds", overdue, it -> it.get().age().toSeconds());
  }

  void swept(Sweep sweep) {
    registry
        .counter("colloquy.retention.deleted", "part", "transcript")
        .increment(sweep.transcripts());
    registry.counter("colloquy.retention.deleted", "part", "audio").increment(sweep.recordings());
  }

  void told() {
    registry.counter("colloquy.retention.told").increment();
  }

  void overdue(Overdue now) {
    overdue.set(now);
  }
}

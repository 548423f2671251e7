package io.colloquy.tts;

import io.colloquy.tts.pieces.SpeechObserver;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** What happens to pieces, as meters. */
final class SpeechMetrics implements SpeechObserver {

  private static final Duration[] FIRST_CHUNK_BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(40),
    Duration.ofMillis(80),
    Duration.ofMillis(160),
    Duration.ofMillis(320),
    Duration.ofMillis(640),
    Duration.ofSeconds(2)
  };

  private final MeterRegistry registry;

  SpeechMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void firstChunk(String engine, Duration sinceArrival) {
    Timer.builder("colloquy.tts.first.chunk")
        .description("From the arrival of a piece to its first audio record")
        .tag("engine", engine)
        .serviceLevelObjectives(FIRST_CHUNK_BUCKETS)
        .register(registry)
        .record(sinceArrival);
  }

  @Override
  public void finished(String engine, int characters, double audioMs, Duration took) {
    count("spoken");
    registry.counter("colloquy.tts.characters", "engine", engine).increment(characters);
    if (audioMs > 0) {
      DistributionSummary.builder("colloquy.tts.realtime.factor")
          .description("Time to make speech over the time that it sounds")
          .tag("engine", engine)
          .serviceLevelObjectives(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1)
          .register(registry)
          .record(took.toNanos() / 1e6 / audioMs);
    }
  }

  @Override
  public void failed(Reason reason) {
    count("failed");
    var name = reason.name().toLowerCase(Locale.ROOT);
    registry.counter("colloquy.tts.failures", "reason", name).increment();
  }

  /** An engine stood in for another that failed. */
  void fellBack(String from, String to) {
    registry.counter("colloquy.tts.fallbacks", "from", from, "to", to).increment();
  }

  @Override
  public void dropped() {
    count("dropped");
  }

  private void count(String outcome) {
    registry.counter("colloquy.tts.pieces", "outcome", outcome).increment();
  }
}

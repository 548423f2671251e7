package io.colloquy.analysis.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Counts what becomes of events: {@code colloquy.analysis.events} is a timer with the tags {@code
 * topic} and {@code outcome} (kept, known, forgotten, malformed, rejected); {@code
 * colloquy.analysis.retries} counts attempts that the database did not take.
 */
@ApplicationScoped
public class IntakeMeter {

  private final MeterRegistry registry;

  public IntakeMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  Taking start(String topic) {
    var sample = Timer.start(registry);
    return outcome ->
        sample.stop(registry.timer("colloquy.analysis.events", "topic", topic, "outcome", outcome));
  }

  void retried() {
    registry.counter("colloquy.analysis.retries").increment();
  }

  /** The taking of one event, from its arrival to its end. */
  interface Taking {
    void end(String outcome);
  }
}

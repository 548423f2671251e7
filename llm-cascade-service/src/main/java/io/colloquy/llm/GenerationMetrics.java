package io.colloquy.llm;

import io.colloquy.bus.Inbox;
import io.colloquy.llm.generation.BackgroundAnswers;
import io.colloquy.llm.generation.Generations;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what runs now, and what came in or went out wrong; answers are counted elsewhere. */
final class GenerationMetrics {

  private final MeterRegistry registry;

  GenerationMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void watch(Generations generations, BackgroundAnswers background, Inbox inbox) {
    Gauge.builder("colloquy.llm.running", generations, Generations::running)
        .strongReference(true)
        .register(registry);
    Gauge.builder("colloquy.llm.background.running", background, BackgroundAnswers::running)
        .strongReference(true)
        .register(registry);
    FunctionCounter.builder("colloquy.llm.malformed", inbox, Inbox::malformedRecords)
        .register(registry);
  }

  /** A delta that did not reach the broker. */
  void undelivered() {
    registry.counter("colloquy.llm.undelivered").increment();
  }
}

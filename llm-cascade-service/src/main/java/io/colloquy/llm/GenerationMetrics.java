package io.colloquy.llm;

import io.colloquy.bus.Inbox;
import io.colloquy.llm.cascade.Account;
import io.colloquy.llm.cascade.Attempted;
import io.colloquy.llm.generation.BackgroundAnswers;
import io.colloquy.llm.generation.Generations;
import io.colloquy.llm.generation.Observer;
import io.colloquy.llm.model.Usage;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts what becomes of generations. */
final class GenerationMetrics implements Observer {

  private static final String GENERATIONS = "colloquy.llm.generations";
  private static final String PROVIDER = "provider";
  private static final String OUTCOME = "outcome";

  private static final String USE = "use";

  private final MeterRegistry registry;
  private final String use;

  /**
   * @param use what the generations are for: {@code call} or {@code background}
   */
  GenerationMetrics(MeterRegistry registry, String use) {
    this.registry = registry;
    this.use = use;
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

  @Override
  public void over(Over generation) {
    var account = generation.account();
    var provider = account.attempts().isEmpty() ? "none" : last(account).route().source();
    registry
        .counter(GENERATIONS, USE, use, PROVIDER, provider, OUTCOME, outcome(generation))
        .increment();
    account.firstTokenMs().ifPresent(ms -> firstToken(provider, ms));
    account.usages().forEach(usage -> count(provider, usage));
  }

  private static Attempted last(Account account) {
    return account.attempts().getLast();
  }

  private static String outcome(Over generation) {
    return generation.cancelled() ? "cancelled" : generation.errorType().orElse("finished");
  }

  private void firstToken(String provider, long milliseconds) {
    Timer.builder("colloquy.llm.first.token")
        .description("From a request's arrival to the first text or tool call of its answer")
        .tag(PROVIDER, provider)
        .tag(USE, use)
        .publishPercentileHistogram()
        .register(registry)
        .record(Duration.ofMillis(milliseconds));
  }

  private void count(String provider, Usage usage) {
    count("input", provider, usage.inputTokens());
    count("cache_read", provider, usage.cacheReadTokens());
    count("cache_write", provider, usage.cacheWriteTokens());
    count("output", provider, usage.outputTokens());
  }

  private void count(String direction, String provider, int tokens) {
    registry
        .counter("colloquy.llm.tokens", USE, use, PROVIDER, provider, "direction", direction)
        .increment(tokens);
  }
}

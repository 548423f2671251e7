package io.colloquy.llm;

import io.colloquy.llm.explain.Explanation;
import io.colloquy.llm.explain.Tried;
import io.colloquy.llm.explain.Tried.Outcome;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Counts answers and what each model did for them: by OpenTelemetry's conventions for generative AI
 * where it has any ({@code gen_ai.*}), else in names of our own.
 */
final class AnswerMetrics {

  private static final String OPERATION = "gen_ai.operation.name";
  private static final String PROVIDER = "gen_ai.provider.name";
  private static final String REQUESTED = "gen_ai.request.model";
  private static final String ANSWERED = "gen_ai.response.model";
  private static final String ERROR = "error.type";
  private static final String USE = "use";

  /** Micrometer wants the same tags in every meter of a name. */
  private static final String NONE = "none";

  /** The limits that the conventions name: 10 ms to 82 s, each twice the one before. */
  private static final Duration[] DURATIONS =
      IntStream.range(0, 14).mapToObj(i -> Duration.ofMillis(10L << i)).toArray(Duration[]::new);

  /** Likewise: 1 to 67 million tokens, each four times the one before. */
  private static final double[] TOKENS =
      DoubleStream.iterate(1, limit -> limit * 4).limit(14).toArray();

  private final MeterRegistry registry;

  AnswerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(Explanation explanation) {
    var use = Tags.of(USE, explanation.terms().use().name().toLowerCase(Locale.ROOT));
    explanation.tried().forEach(tried -> count(tried, use));
    explanation.used().forEach(used -> count(used, use));
    registry
        .counter(
            "colloquy.llm.answers",
            use.and("outcome", explanation.outcome().word())
                .and("models", explanation.tookMoreThanOne() ? "several" : "one"))
        .increment();
  }

  private void count(Tried tried, Tags use) {
    var model = use.and(PROVIDER, provider(tried.provider())).and(REQUESTED, tried.model());
    var reason = tried.lost().map(Tried.Lost::reason).orElse(NONE);
    registry
        .counter(
            "colloquy.llm.attempts",
            model.and("outcome", tried.outcome().word()).and("reason", reason))
        .increment();
    if (tried.outcome() == Outcome.ANSWERED || tried.outcome() == Outcome.FAILED) {
      duration("gen_ai.client.operation.duration", model.and(ERROR, reason), tried.tookMs());
    }
    tried
        .firstTokenMs()
        .ifPresent(ms -> duration("gen_ai.client.operation.time_to_first_chunk", model, ms));
  }

  private void duration(String name, Tags tags, long milliseconds) {
    Timer.builder(name)
        .tags(tags.and(OPERATION, "chat"))
        .serviceLevelObjectives(DURATIONS)
        .register(registry)
        .record(Duration.ofMillis(milliseconds));
  }

  private void count(Explanation.Used used, Tags use) {
    var model = use.and(PROVIDER, provider(used.provider())).and(ANSWERED, used.model());
    tokens(model.and("gen_ai.token.type", "input"), used.inputTokens());
    tokens(model.and("gen_ai.token.type", "output"), used.outputTokens());
    used.usd()
        .ifPresent(
            usd -> registry.counter("colloquy.llm.cost.usd", model).increment(usd.doubleValue()));
  }

  private void tokens(Iterable<Tag> tags, int count) {
    DistributionSummary.builder("gen_ai.client.token.usage")
        .tags(tags)
        .tag(OPERATION, "chat")
        .serviceLevelObjectives(TOKENS)
        .register(registry)
        .record(count);
  }

  /** As the conventions name it. */
  static String provider(String ours) {
    return ours.equals("gemini") ? "gcp.gemini" : ours;
  }
}

package io.colloquy.llm;

import io.colloquy.llm.cascade.Attempted;
import io.colloquy.llm.cascade.Attempted.End;
import io.colloquy.llm.explain.Explanation;
import io.colloquy.llm.explain.Explanations;
import io.colloquy.llm.explain.Tried;
import io.colloquy.llm.explain.Tried.Lost;
import io.colloquy.llm.explain.Tried.Outcome;
import io.colloquy.llm.generation.Observer;
import io.colloquy.llm.places.Places;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Is told what each answer took: keeps the last ones for operators, and counts them all. */
@Singleton
class Chronicle implements Observer {

  private final Explanations explanations;
  private final AnswerMetrics metrics;
  private final Clock clock = Clock.systemUTC();

  @Inject
  Chronicle(
      MeterRegistry registry,
      @ConfigProperty(name = "colloquy.llm.explained-answers", defaultValue = "2000") int answers) {
    this.explanations = new Explanations(answers);
    this.metrics = new AnswerMetrics(registry);
  }

  @Override
  public void over(Over generation) {
    tell(explained(generation, clock.millis()));
  }

  void tell(Explanation explanation) {
    explanations.add(explanation);
    metrics.count(explanation);
  }

  Explanations explanations() {
    return explanations;
  }

  static Explanation explained(Over generation, long endedAtMs) {
    var account = generation.account();
    return new Explanation(
        generation.generationId(),
        generation.conversationId(),
        generation.terms(),
        endedAtMs,
        outcome(generation),
        account.firstTokenMs(),
        generation.tookMs(),
        account.attempts().stream().map(Chronicle::tried).toList(),
        account.attempts().stream().flatMap(attempt -> used(attempt).stream()).toList());
  }

  private static Outcome outcome(Over generation) {
    if (generation.cancelled()) {
      return Outcome.CANCELLED;
    }
    return generation.errorType().isPresent() ? Outcome.FAILED : Outcome.ANSWERED;
  }

  private static Tried tried(Attempted attempt) {
    var outcome =
        switch (attempt.end()) {
          case End.Answered _ -> Outcome.ANSWERED;
          case End.Failed _ -> Outcome.FAILED;
          case End.Outrun _ -> Outcome.OUTRUN;
          case End.Cancelled _ -> Outcome.CANCELLED;
        };
    return new Tried(
        attempt.route().modelId(),
        Places.provider(attempt.route().source()),
        outcome,
        lost(attempt.end()),
        attempt.firstTokenMs(),
        attempt.tookMs());
  }

  private static Optional<Lost> lost(End end) {
    return end instanceof End.Failed(var failure)
        ? Optional.of(new Lost(failure.reason().word(), failure.message()))
        : Optional.empty();
  }

  private static Optional<Explanation.Used> used(Attempted attempt) {
    return attempt
        .used()
        .map(
            usage ->
                new Explanation.Used(
                    usage.model(),
                    Places.provider(attempt.route().source()),
                    usage.readTokens(),
                    usage.outputTokens(),
                    Optional.of(usage.priced().price()).filter(price -> price.signum() > 0)));
  }
}

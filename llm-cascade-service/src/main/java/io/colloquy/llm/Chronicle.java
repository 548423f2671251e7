package io.colloquy.llm;

import io.colloquy.llm.explain.Explanation;
import io.colloquy.llm.explain.Explanations;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Is told what each answer took: keeps the last ones for operators, and counts them all. */
@Singleton
class Chronicle {

  private final Explanations explanations;
  private final AnswerMetrics metrics;

  @Inject
  Chronicle(
      MeterRegistry registry,
      @ConfigProperty(name = "colloquy.llm.explained-answers", defaultValue = "2000") int answers) {
    this.explanations = new Explanations(answers);
    this.metrics = new AnswerMetrics(registry);
  }

  void tell(Explanation explanation) {
    explanations.add(explanation);
    metrics.count(explanation);
  }

  Explanations explanations() {
    return explanations;
  }
}

package io.colloquy.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colloquy.contracts.llm.Terms;
import io.colloquy.llm.explain.Explanation;
import io.colloquy.llm.explain.Explanation.Used;
import io.colloquy.llm.explain.Tried;
import io.colloquy.llm.explain.Tried.Lost;
import io.colloquy.llm.explain.Tried.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnswerMetricsTest {

  private static final Tried LATE =
      new Tried(
          "gpt-4o",
          "openai",
          Outcome.FAILED,
          Optional.of(new Lost("late", "no first token")),
          Optional.empty(),
          2000);
  private static final Tried GOOD =
      new Tried(
          "gemini-2.5-flash", "gemini", Outcome.ANSWERED, Optional.empty(), Optional.of(400L), 900);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AnswerMetrics metrics = new AnswerMetrics(registry);

  @Test
  void everyModelThatWasTriedIsCountedWithTheReasonOfItsFailure() {
    metrics.count(answer(List.of(LATE, GOOD), List.of()));

    assertThat(
            registry
                .get("colloquy.llm.attempts")
                .tag("gen_ai.request.model", "gpt-4o")
                .tag("outcome", "failed")
                .tag("reason", "late")
                .counter()
                .count())
        .isOne();
    assertThat(
            registry
                .get("colloquy.llm.attempts")
                .tag("gen_ai.provider.name", "gcp.gemini")
                .tag("outcome", "answered")
                .counter()
                .count())
        .isOne();
  }

  @Test
  void timesAreKeptByModelAsTheConventionsNameThem() {
    metrics.count(answer(List.of(LATE, GOOD), List.of()));

    var failed = registry.get("gen_ai.client.operation.duration").tag("error.type", "late").timer();
    assertThat(failed.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(2000);
    var first = registry.get("gen_ai.client.operation.time_to_first_chunk").timer();
    assertThat(first.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(400);
    assertThat(first.getId().getTag("gen_ai.request.model")).isEqualTo("gemini-2.5-flash");
    assertThat(first.takeSnapshot().histogramCounts()).hasSize(14);
  }

  @Test
  void answersThatTookSeveralModelsAreToldFromThoseThatTookOne() {
    metrics.count(answer(List.of(LATE, GOOD), List.of()));
    metrics.count(answer(List.of(GOOD), List.of()));
    metrics.count(answer(List.of(GOOD), List.of()));

    assertThat(registry.get("colloquy.llm.answers").tag("models", "several").counter().count())
        .isOne();
    assertThat(registry.get("colloquy.llm.answers").tag("models", "one").counter().count())
        .isEqualTo(2);
  }

  @Test
  void tokensAndMoneyAreSummedByModel() {
    var used =
        new Used(
            "gemini-2.5-flash-001", "gemini", 120, 30, Optional.of(new BigDecimal("0.000111")));
    metrics.count(answer(List.of(GOOD), List.of(used)));
    metrics.count(answer(List.of(GOOD), List.of(used)));

    var input =
        registry.get("gen_ai.client.token.usage").tag("gen_ai.token.type", "input").summary();
    assertThat(input.totalAmount()).isEqualTo(240);
    assertThat(input.getId().getTag("gen_ai.response.model")).isEqualTo("gemini-2.5-flash-001");
    assertThat(registry.get("colloquy.llm.cost.usd").counter().count())
        .isCloseTo(0.000222, within(1e-12));
  }

  private static Explanation answer(List<Tried> tried, List<Used> used) {
    return new Explanation(
        "g1", "c1", Terms.USUAL, 0, Outcome.ANSWERED, Optional.of(400L), 900, tried, used);
  }
}

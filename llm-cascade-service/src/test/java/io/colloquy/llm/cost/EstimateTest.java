package io.colloquy.llm.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colloquy.llm.cost.Estimate.Workload;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {

  private static final Workload SMALL = new Workload(1_000, 0, false);

  private final Catalogue catalogue = Catalogue.builtin();

  @ParameterizedTest
  @CsvSource({"gpt-4o, 0.01", "gpt-4-turbo, 0.04", "gemini-1.5-flash, 0.000", "gpt-4o-mini, 0.001"})
  void aSmallPromptCostsAboutWhatIsPrinted(String llm, double perMinute) {
    assertThat(price(llm, SMALL).perMinute()).isCloseTo(perMinute, within(0.002));
  }

  @Test
  void theEstimateIsTheSumOfWhatIsReadAndSaid() {
    // 250 tokens of prompt and 400 of conversation at 2.50, 50 of answer at 10.
    assertThat(price("gpt-4o", SMALL).perMessage())
        .isCloseTo((650 * 2.5 + 50 * 10) / 1e6, within(1e-12));
  }

  @Test
  void aMinuteHasFiveMessages() {
    var price = price("claude-sonnet-4", SMALL);
    assertThat(price.perMinute()).isCloseTo(price.perMessage() * 5, within(1e-12));
  }

  @Test
  void retrievalBoundsWhatALargeKnowledgeCosts() {
    var all = price("gpt-4o", new Workload(1_000, 100, false));
    var retrieved = price("gpt-4o", new Workload(1_000, 100, true));
    var more = price("gpt-4o", new Workload(1_000, 10_000, true));
    assertThat(retrieved.perMinute()).isLessThan(all.perMinute()).isEqualTo(more.perMinute());
    var few = new Workload(1_000, 3, true);
    assertThat(price("gpt-4o", few)).isEqualTo(price("gpt-4o", new Workload(1_000, 3, false)));
  }

  @Test
  void nobodyPaysForMoreThanAModelCanRead() {
    var huge = price("gpt-4", new Workload(1_000_000_000, 0, false));
    assertThat(huge.perMessage()).isCloseTo((8_192 * 30.0 + 50 * 60) / 1e6, within(1e-9));
  }

  @Test
  void aModelThatIsSoldByTheMinuteCostsTheSameForEverybody() {
    assertThat(price("gpt-oss-20b", SMALL).perMinute()).isEqualTo(0.0015);
    assertThat(price("gpt-oss-20b", new Workload(9_999, 99, false)).perMinute()).isEqualTo(0.0015);
  }

  @Test
  void aFixedVersionCostsWhatItsModelCosts() {
    assertThat(price("gpt-4o-2024-08-06", SMALL)).isEqualTo(price("gpt-4o", SMALL));
  }

  @Test
  void aModelWhosePriceIsNotKnownIsNotEstimated() {
    assertThat(find("qwen3-4b")).isPresent();
    assertThat(find("qwen3-4b").flatMap(facts -> Estimate.of(facts, SMALL))).isEmpty();
  }

  @Test
  void everyModelIsThereOnceAndThePricesHaveADate() {
    assertThat(catalogue.entries())
        .extracting(entry -> entry.facts().llm())
        .doesNotHaveDuplicates()
        .contains("gemini-2.0-flash", "claude-3-haiku@20240307");
    assertThat(catalogue.entries())
        .map(Catalogue.Entry::facts)
        .allMatch(facts -> facts.maxContext() > 0 || facts.llm().equals("custom-llm"));
    assertThat(catalogue.pricesAsOf()).isNotNull();
  }

  private Estimate.Price price(String llm, Workload workload) {
    return find(llm).flatMap(facts -> Estimate.of(facts, workload)).orElseThrow();
  }

  private Optional<ModelFacts> find(String llm) {
    return catalogue.entries().stream()
        .map(Catalogue.Entry::facts)
        .filter(facts -> facts.llm().equals(llm))
        .findFirst();
  }
}

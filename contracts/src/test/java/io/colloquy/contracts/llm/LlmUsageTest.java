package io.colloquy.contracts.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ModelUsage.Tokens;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class LlmUsageTest {

  private static final ModelUsage GPT_4O =
      new ModelUsage(
          Tokens.at(new BigDecimal("2.5"), 1_000),
          Tokens.NONE,
          Tokens.NONE,
          Tokens.at(BigDecimal.TEN, 100));

  @Test
  void itIsWrittenAsTheRestInterfaceShowsIt() {
    assertThat(Json.text(LlmUsage.of("gpt-4o", GPT_4O)))
        .isEqualTo(
            """
            {"model_usage":{"gpt-4o":{"input":{"tokens":1000,"price":0.0025},\
            "input_cache_read":{"tokens":0,"price":0},"input_cache_write":{"tokens":0,"price":0},\
            "output_total":{"tokens":100,"price":0.001}}}}""");
  }

  @Test
  void manySmallPricesAddUpToTheLastDigit() {
    var one = LlmUsage.of("m", usage(Tokens.at(new BigDecimal("0.075"), 1)));
    var sum = LlmUsage.NONE;
    for (int i = 0; i < 1_000; i++) {
      sum = sum.plus(one);
    }

    assertThat(sum.price()).isEqualByComparingTo("0.000075");
    assertThat(sum.modelUsage().get("m").input().tokens()).isEqualTo(1_000);
  }

  @Test
  void differentModelsStayApart() {
    var sum = LlmUsage.of("a", GPT_4O).plus(LlmUsage.of("b", GPT_4O)).plus(LlmUsage.NONE);

    assertThat(sum.modelUsage()).containsOnlyKeys("a", "b").containsEntry("a", GPT_4O);
    assertThat(sum.price()).isEqualByComparingTo("0.007");
  }

  @Test
  void aPriceIsTheSameHoweverItWasWritten() {
    var usage = LlmUsage.of("m", usage(new Tokens(7, new BigDecimal("100.00"))));

    assertThat(Json.read(Json.text(usage), LlmUsage.class)).isEqualTo(usage);
    assertThat(Json.text(usage)).contains("{\"tokens\":7,\"price\":100}");
  }

  private static ModelUsage usage(Tokens input) {
    return new ModelUsage(input, Tokens.NONE, Tokens.NONE, Tokens.NONE);
  }
}

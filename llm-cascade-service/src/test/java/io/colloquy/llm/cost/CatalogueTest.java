package io.colloquy.llm.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colloquy.contracts.llm.DocumentedModels;
import io.colloquy.contracts.llm.OfferedModels.Offered;
import io.colloquy.llm.model.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

  /** It answers for models that Anthropic does not have, and costs something then too. */
  private static final List<String> ANTHROPICS_STANDARD_MODEL =
      List.of("claude-haiku-4-5", "claude-haiku-4-5@20251001");

  @TempDir Path folder;

  private final Catalogue builtin = Catalogue.builtin();

  @Test
  void itHoldsEveryDocumentedModelAndKnowsWhichOnesKeepNothing() {
    assertThat(builtin.entries())
        .map(Catalogue.Entry::facts)
        .map(
            facts ->
                new Offered(
                    facts.llm(), facts.provider(), true, facts.zeroRetention(), facts.hipaa()))
        .containsAll(DocumentedModels.ALL.models())
        .hasSize(DocumentedModels.ALL.models().size() + ANTHROPICS_STANDARD_MODEL.size());
    assertThat(builtin.entries())
        .extracting(entry -> entry.facts().llm())
        .containsAll(ANTHROPICS_STANDARD_MODEL);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, true, true",
    "gpt-4o-2024-11-20, true, true",
    "gpt-4, false, false",
    "gpt-4-turbo, true, false",
    "gpt-3.5-turbo-0125, false, false",
    "gpt-9-mini, true, true",
    "claude-3-haiku, true, false",
    "claude-3-haiku-20240307, true, false",
    "claude-opus-9, true, true",
    "gemini-9-flash, true, true",
    "gpt-oss-20b, false, false",
    "llama3.2, false, false",
    "builtin, false, false"
  })
  void itSaysWhatAModelSees(String model, boolean images, boolean documents) {
    assertThat(builtin.takesImages(model)).isEqualTo(images);
    assertThat(builtin.takesDocuments(model)).isEqualTo(documents);
  }

  @Test
  void itSaysHowMuchAModelReadsAndWhetherItsProviderKeepsIt() {
    assertThat(builtin.contextOf("gpt-4")).contains(8_192);
    assertThat(builtin.contextOf("gpt-4o-2024-11-20")).contains(128_000);
    assertThat(builtin.contextOf("llama3.2")).isEmpty();
    assertThat(builtin.takesTools("gpt-4")).isTrue();
    assertThat(builtin.keepsNothing("claude-3-5-sonnet-v2@20241022")).isTrue();
    assertThat(builtin.keepsNothing("gpt-4o")).isFalse();
    assertThat(builtin.keepsNothing("gemini-2.5-pro")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, 5000, 4096",
    "gpt-4o, 4096, 4096",
    "gpt-4o, 100, 100",
    "gpt-4o, -1, -1",
    "gpt-4o-2024-08-06, 5000, 4096",
    "claude-sonnet-4-20250514, 100000, 64000",
    "claude-sonnet-4-9, 100000, 100000",
    "llama3.2, 5000, 5000"
  })
  void noModelIsAskedForALongerAnswerThanItGives(String model, int wanted, int asked) {
    assertThat(builtin.answerLimit(model, wanted)).isEqualTo(asked);
  }

  @ParameterizedTest(name = "{0} answered by {1} is told as {2} and costs {3}")
  @CsvSource({
    "gpt-4o, gpt-4o, gpt-4o, 0.0035",
    "gpt-4o, gpt-4o-2024-08-06, gpt-4o, 0.0035",
    "gpt-4o-2024-08-06, gpt-4o-2024-08-06, gpt-4o-2024-08-06, 0.0035",
    "gpt-4o, gpt-4o-mini-2024-07-18, gpt-4o-mini, 0.00021",
    "claude-3-5-sonnet-v1, claude-3-5-sonnet-20240620, claude-3-5-sonnet-v1, 0.0045",
    "gemini-2.5-flash, gemini-2.5-flash, gemini-2.5-flash, 0.00021",
    "gemini-2.0-flash, llama3.2, llama3.2, 0",
    "gpt-4o, claude-haiku-4-5-20251001, claude-haiku-4-5, 0.0015",
    "gpt-4o, gpt-4o-realtime, gpt-4o-realtime, 0",
    "builtin, builtin, builtin, 0",
    "custom-llm, gpt-4o, custom-llm, 0"
  })
  void usageIsToldUnderTheIdThatWasAskedForIfThatModelAnswered(
      String asked, String answering, String told, String price) {
    var used = new Usage(answering, 1_000, 0, 0, 100, builtin.tariff(asked, answering)).priced();

    assertThat(used.modelUsage()).containsOnlyKeys(told);
    assertThat(used.price()).isEqualByComparingTo(price);
  }

  @Test
  void aCacheWithoutAPriceCostsNothing() {
    var usage =
        new Usage("gpt-4.1", 0, 1_000, 1_000, 0, builtin.tariff("gpt-4.1", "gpt-4.1")).priced();

    assertThat(usage.price()).isZero();
    assertThat(usage.modelUsage().get("gpt-4.1").inputCacheRead().tokens()).isEqualTo(1_000);
  }

  @Test
  void anOperatorAddsModelsAndChangesWhatIsKnownOfOthers() throws IOException {
    var catalogue =
        operators(
            """
            {"models": [
              {"llm": "house-model", "provider": "openai", "max_tokens": 1000,
               "max_context": 8000, "prices": {"input": 0.01, "output": 0.02}},
              {"llm": "gpt-4o", "max_tokens": 16384, "prices": {"output": 9}},
              {"llm": "gpt-4o-2024-05-13", "provider": "openai", "max_tokens": 7,
               "max_context": 7}]}""");

    assertThat(catalogue.entries())
        .extracting(entry -> entry.facts().llm())
        .doesNotHaveDuplicates()
        .hasSize(builtin.entries().size() + 1);
    assertThat(catalogue.providerOfAdded("house-model")).contains("openai");
    assertThat(catalogue.providerOfAdded("gpt-4o")).isEmpty();
    assertThat(catalogue.providerOfAdded("gpt-4o-2024-05-13")).isEmpty();
    assertThat(catalogue.answerLimit("gpt-4o", 20_000)).isEqualTo(16_384);
    assertThat(catalogue.answerLimit("gpt-4o-2024-05-13", 20_000)).isEqualTo(7);
    var tariff = catalogue.tariff("gpt-4o", "gpt-4o");
    assertThat(tariff.input()).isEqualByComparingTo("2.5");
    assertThat(tariff.output()).isEqualByComparingTo("9");
    assertThat(catalogue.tariff("house-model", "house-model").output())
        .isEqualByComparingTo("0.02");
    assertThat(builtin.answerLimit("gpt-4o", 20_000)).isEqualTo(4_096);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {                                                    | is no JSON
          []                                                   | has no list "models"
          {"models": {}}                                       | has no list "models"
          {"models": [{"provider": "openai"}]}                 | has a model without an id
          {"models": [{"llm": "a"}, {"llm": "a"}]}             | has a twice
          {"models": [{"llm": "a"}]}                           | The model a of the catalogue is flawed: it has no provider
          {"models": [{"llm": "a", "provider": "openai"}]}     | it has no max_tokens or no max_context
          {"models": [{"llm": "gpt-4o", "max_tokens": "many"}]} | The model gpt-4o of the catalogue is flawed
          """)
  void aFileThatCannotBeUsedIsRefusedWithItsFlaw(String json, String flaw) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> operators(json))
        .withMessageContaining(flaw);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    var gone = folder.resolve("gone.json");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Catalogue.load(Optional.of(gone)))
        .withMessageContaining(gone.toString());
  }

  private Catalogue operators(String json) throws IOException {
    return Catalogue.load(Optional.of(Files.writeString(folder.resolve("models.json"), json)));
  }
}

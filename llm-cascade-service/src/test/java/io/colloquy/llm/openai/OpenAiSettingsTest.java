package io.colloquy.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiSettingsTest {

  private static final Optional<String> NONE = Optional.empty();

  @ParameterizedTest
  @CsvSource({
    "http://localhost:11434,              http://localhost:11434/v1",
    "http://localhost:11434/,             http://localhost:11434/v1",
    "http://localhost:8000/v1,            http://localhost:8000/v1",
    "http://localhost:8000/v1/,           http://localhost:8000/v1",
    "https://api.groq.com/openai/v1,      https://api.groq.com/openai/v1",
    "https://example.com/v1beta/openai/,  https://example.com/v1beta/openai"
  })
  void anAddressIsTakenWithOrWithoutItsVersion(String given, String used) {
    assertThat(new OpenAiSettings(given, NONE, NONE, "m").baseUrl()).isEqualTo(used);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:11434", "ftp://localhost", "not an address", "http://"})
  void whatIsNoAddressIsRefused(String given) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OpenAiSettings(given, NONE, NONE, "m"));
  }

  @Test
  void withNothingSetThereIsNoProvider() {
    assertThat(OpenAiSettings.from(NONE, NONE, NONE, Optional.of("model"))).isEmpty();
  }

  @Test
  void aKeyAloneMeansOpenAiWhichServesItsOwnModelsByName() {
    var settings = OpenAiSettings.from(NONE, Optional.of("sk-1"), NONE, NONE).orElseThrow();

    assertThat(settings.baseUrl()).isEqualTo("https://api.openai.com/v1");
    assertThat(settings.apiKey()).contains("sk-1");
    assertThat(settings.modelFor("gpt-4.1")).isEqualTo("gpt-4.1");
    assertThat(settings.modelFor("gemini-2.0-flash")).isEqualTo("gpt-4o-mini");
    assertThat(settings.modelFor("builtin")).isEqualTo("gpt-4o-mini");
  }

  @Test
  void theModelThatIsSetServesWhateverOpenAiDoesNotHave() {
    var settings =
        OpenAiSettings.from(NONE, Optional.of("sk-1"), NONE, Optional.of("gpt-5")).orElseThrow();

    assertThat(settings.modelFor("gpt-4.1")).isEqualTo("gpt-4.1");
    assertThat(settings.modelFor("builtin")).isEqualTo("gpt-5");
  }

  @Test
  void anOwnServerServesEveryIdWithTheModelThatIsSet() {
    var settings =
        OpenAiSettings.from(
                Optional.of("http://vllm:8000"), Optional.of("k"), NONE, Optional.of("qwen"))
            .orElseThrow();

    assertThat(settings.baseUrl()).isEqualTo("http://vllm:8000/v1");
    assertThat(settings.apiKey()).contains("k");
    assertThat(settings.modelFor("gpt-4.1")).isEqualTo("qwen");
  }

  @Test
  void ollamaNeedsNeitherKeyNorModel() {
    var settings =
        OpenAiSettings.from(NONE, NONE, Optional.of("http://localhost:11434"), NONE).orElseThrow();

    assertThat(settings.baseUrl()).isEqualTo("http://localhost:11434/v1");
    assertThat(settings.apiKey()).isEmpty();
    assertThat(settings.modelFor("gpt-4.1")).isEqualTo("llama3.2");
  }

  @Test
  void theKeyIsNeverShown() {
    assertThat(OpenAiSettings.from(NONE, Optional.of("sk-secret"), NONE, NONE).orElseThrow())
        .hasToString("OpenAiSettings[https://api.openai.com/v1, with a key]");
  }
}

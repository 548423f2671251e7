package io.colloquy.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.llm.cost.Catalogue;
import io.colloquy.llm.files.FileSource;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which provider a configuration makes serve which model id. */
class ProvidersTest {

  private static final Map<String, String> SET =
      Map.of(
          "openai", "colloquy.llm.openai.api-key=sk-1",
          "own", "colloquy.llm.openai.base-url=http://localhost:9",
          "ollama", "colloquy.llm.ollama.base-url=http://localhost:9",
          "anthropic", "colloquy.llm.anthropic.api-key=sk-ant-1",
          "gemini", "colloquy.llm.gemini.api-key=AIza-1",
          "claude", "colloquy.llm.model=claude-sonnet-4-5",
          "keep", "colloquy.llm.builtin-replaced-by-real=false");

  @ParameterizedTest(name = "with {0}, {1} is served by {2}")
  @CsvSource({
    "anthropic,                     claude-sonnet-4-5, anthropic",
    "anthropic,                     gpt-4o,            anthropic",
    "anthropic,                     builtin,           anthropic",
    "gemini,                        gemini-2.0-flash,  gemini",
    "gemini,                        claude-sonnet-4-5, gemini",
    "openai,                        claude-sonnet-4-5, openai",
    "openai anthropic gemini,       gpt-4o,            openai",
    "openai anthropic gemini,       claude-3-haiku,    anthropic",
    "openai anthropic gemini,       gemini-2.5-flash,  gemini",
    "openai anthropic gemini,       qwen3-30b-a3b,     openai",
    "openai anthropic gemini,       builtin,           openai",
    "openai anthropic claude,       builtin,           anthropic",
    "openai anthropic claude,       gpt-4o,            openai",
    "anthropic gemini,              builtin,           anthropic",
    "own anthropic,                 claude-3-haiku,    anthropic",
    "ollama gemini,                 gemini-2.5-flash,  gemini",
    "ollama gemini,                 builtin,           openai",
    "anthropic keep,                builtin,           builtin",
    "anthropic keep,                gpt-4o,            anthropic"
  })
  void theChoiceFollowsTheIdThenTheOrder(String set, String id, String provider) {
    Map<String, String> properties = new HashMap<>();
    for (var name : set.split(" ")) {
      var property = SET.get(name).split("=", 2);
      properties.put(property[0], property[1]);
    }
    var config =
        new SmallRyeConfigBuilder()
            .withMapping(LlmConfig.class)
            .withConverter(Duration.class, 100, new DurationConverter())
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .build()
            .getConfigMapping(LlmConfig.class);

    try (var providers = new Providers(config, Catalogue.builtin(), FileSource.NONE)) {
      assertThat(providers.models().serving(id).provider()).isEqualTo(provider);
    }
  }
}

package io.colloquy.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.OfferedModels;
import io.colloquy.contracts.llm.OfferedModels.Offered;
import io.colloquy.llm.cost.Catalogue;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which models agents may name, by what is configured. */
class OfferTest {

  private static final String OPENAI = "colloquy.llm.openai.api-key=sk-1";
  private static final String ANTHROPIC = "colloquy.llm.anthropic.api-key=sk-ant-1";
  private static final String OWN = "colloquy.llm.openai.base-url=http://localhost:9";
  private static final String OLLAMA = "colloquy.llm.ollama.base-url=http://localhost:9";
  private static final String OPENAI_ITSELF =
      "colloquy.llm.openai.base-url=https://api.openai.com/v1/";

  @ParameterizedTest(name = "with {0}: gpt-4o {1}, claude-3-haiku {2}, grok-beta {3}")
  @CsvSource({
    "'',                            true,  true,  true",
    OPENAI + ",                     true,  false, false",
    ANTHROPIC + ",                  false, true,  false",
    OPENAI + " " + ANTHROPIC + ",   true,  true,  false",
    OPENAI_ITSELF + ",              true,  false, false",
    OWN + ",                        true,  true,  true",
    OWN + " " + ANTHROPIC + ",      true,  true,  true",
    OLLAMA + ",                     true,  true,  true",
    OPENAI + " " + OLLAMA + ",      true,  false, false"
  })
  void aModelNeedsItsProviderUnlessSomethingStandsInForAll(
      String set, boolean openAis, boolean anthropics, boolean others) {
    var offer = offer(set, Catalogue.builtin());

    assertThat(find(offer, "gpt-4o").configured()).isEqualTo(openAis);
    assertThat(find(offer, "claude-3-haiku@20240307").configured()).isEqualTo(anthropics);
    assertThat(find(offer, "grok-beta").configured()).isEqualTo(others);
    assertThat(find(offer, "custom-llm").configured()).isTrue();
  }

  @Test
  void itSaysWhichModelsKeepNothing() {
    var offer = offer("", Catalogue.builtin());

    assertThat(find(offer, "gemini-2.0-flash"))
        .isEqualTo(new Offered("gemini-2.0-flash", "gemini", true, true, true));
    assertThat(find(offer, "gpt-4o").zeroRetention()).isFalse();
    assertThat(find(offer, "builtin").zeroRetention()).isTrue();
    assertThat(find(offer(OPENAI, Catalogue.builtin()), "builtin").zeroRetention()).isFalse();
  }

  @Test
  void whatTheOperatorNamesIsOffered(@TempDir Path folder) throws IOException {
    var file = folder.resolve("models.json");
    Files.writeString(
        file,
        """
        {"models": [{"llm": "house-model", "provider": "gemini", "max_tokens": 1000,
          "max_context": 8000, "zero_retention": true}]}""");

    var offer = offer(OPENAI + " colloquy.llm.model=gpt-6", Catalogue.load(Optional.of(file)));

    assertThat(find(offer, "house-model"))
        .isEqualTo(new Offered("house-model", "gemini", true, true, false));
    assertThat(find(offer, "gpt-6").configured()).isTrue();
    assertThat(offer.find("gpt-7")).isEmpty();
  }

  private static Offered find(OfferedModels offer, String id) {
    return offer.find(id).orElseThrow();
  }

  private static OfferedModels offer(String set, Catalogue catalogue) {
    var properties =
        Arrays.stream(set.split(" "))
            .filter(property -> !property.isEmpty())
            .map(property -> property.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    var config =
        new SmallRyeConfigBuilder()
            .withMapping(LlmConfig.class)
            .withConverter(Duration.class, 100, new DurationConverter())
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .build()
            .getConfigMapping(LlmConfig.class);
    return new Offer(config, catalogue).models();
  }
}

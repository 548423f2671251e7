package io.colloquy.llm.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.llm.model.Models.Family;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelsTest {

  private final LanguageModel builtin = named("builtin");
  private final LanguageModel real = named("real");

  @Test
  void withoutARealProviderTheBuiltinModelServesEveryId() {
    var models = new Models(builtin, Optional.empty(), true);

    assertThat(models.serving("builtin")).isSameAs(builtin);
    assertThat(models.serving("gemini-2.0-flash")).isSameAs(builtin);
  }

  @Test
  void aRealProviderServesTheDemoTooWhenItReplacesIt() {
    var models = new Models(builtin, Optional.of(real), true);

    assertThat(models.serving("gpt-4o")).isSameAs(real);
    assertThat(models.serving("builtin")).isSameAs(real);
  }

  @Test
  void theDemoKeepsItsModelWhereThatIsWanted() {
    var models = new Models(builtin, Optional.of(real), false);

    assertThat(models.serving("gpt-4o")).isSameAs(real);
    assertThat(models.serving("builtin")).isSameAs(builtin);
  }

  @Test
  void aModelOfAFamilyGoesToTheProviderOfTheFamily() {
    var other = named("other");
    var models =
        new Models(
            builtin,
            List.of(Family.of("gpt-", real), Family.of("claude-", other)),
            Optional.of(real),
            true,
            custom -> named(custom.url()));

    assertThat(models.serving("claude-3-haiku")).isSameAs(other);
    assertThat(models.serving("gpt-4o")).isSameAs(real);
    assertThat(models.serving("grok-beta")).isSameAs(real);
  }

  private static LanguageModel named(String name) {
    return new LanguageModel() {
      @Override
      public String provider() {
        return name;
      }

      @Override
      public boolean keepsToSchemas() {
        return true;
      }

      @Override
      public Answering answer(Question question, AnswerListener listener) {
        throw new AssertionError("nobody asks");
      }
    };
  }
}

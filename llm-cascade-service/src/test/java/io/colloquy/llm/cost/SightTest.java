package io.colloquy.llm.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SightTest {

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
  void theCatalogueSaysWhatAModelSees(String model, boolean images, boolean documents) {
    assertThat(Sight.takesImages(model)).isEqualTo(images);
    assertThat(Sight.takesDocuments(model)).isEqualTo(documents);
  }
}

package io.colloquy.conversation.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

  @Test
  void namesInDoubleBracesAreReplaced() {
    assertThat(Template.fill("Dear {{ name }}, you are {{age}}.", Map.of("name", "Ada", "age", 36)))
        .isEqualTo("Dear Ada, you are 36.");
  }

  @Test
  void valuesAreTakenLiterally() {
    assertThat(Template.fill("{{a}}", Map.of("a", "$1 \\ {{b}}", "b", "no")))
        .isEqualTo("$1 \\ {{b}}");
  }

  @Test
  void unknownNamesAndSingleBracesStay() {
    assertThat(Template.fill("{{unknown}} {a}", Map.of("a", "x"))).isEqualTo("{{unknown}} {a}");
  }
}

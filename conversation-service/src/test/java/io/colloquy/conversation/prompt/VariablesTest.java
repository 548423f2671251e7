package io.colloquy.conversation.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.AgentSettings;
import org.junit.jupiter.api.Test;

class VariablesTest {

  private static final AgentSettings AGENT =
      Json.read(
          """
          {"dynamic_variables": {"dynamic_variable_placeholders": {"name": "you", "seats": 4}}}
          """,
          AgentSettings.class);

  private static Variables given(String variables) {
    return Variables.of(AGENT, Json.read(variables, ObjectNode.class));
  }

  @Test
  void whatIsGivenCountsBeforeThePlaceholder() {
    assertThat(given("{\"name\": \"Ada\", \"vip\": true}").fill("{{name}}, {{seats}}, {{ vip }}"))
        .isEqualTo("Ada, 4, true");
  }

  @Test
  void aNullIsNoValue() {
    assertThat(given("{\"name\": null}").fill("Hello {{name}}")).isEqualTo("Hello you");
  }

  @Test
  void whatHasNoValueIsMissing() {
    assertThat(given("{\"vip\": null}").missing("{{name}} of {{town}}", "{{vip}}, {{town}}"))
        .containsExactly("town", "vip");
  }
}

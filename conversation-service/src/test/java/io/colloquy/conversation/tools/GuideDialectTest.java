package io.colloquy.conversation.tools;

import static io.colloquy.conversation.Rest.json;
import static io.colloquy.conversation.Rest.resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuideDialectTest {

  @Test
  void aGuidesToolBecomesOneOfTheReference() {
    assertThat(translated(resource("/tools/guide-dialect.json")))
        .isEqualTo(json(resource("/tools/reference-dialect.json")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference-dialect", "webhook", "client", "system", "mcp"})
  void aToolOfTheReferenceStaysAsItIs(String sample) {
    var tool = resource("/tools/" + sample + ".json");

    assertThat(translated(tool)).isEqualTo(json(tool));
  }

  @Test
  void theListOfParametersOfAClientToolBecomesAnObject() {
    var tool =
        translated(
            """
            {"type": "client", "name": "a", "description": "", "parameters":
              [{"id": "x", "type": "string", "required": true, "value_type": "llm_prompt"}]}
            """);

    assertThat(tool.at("/tool_config/parameters"))
        .isEqualTo(
            json(
                """
                {"type": "object", "properties": {"x": {"type": "string"}}, "required": ["x"]}
                """));
  }

  @Test
  void noQueryParametersAreNone() {
    var tool = translated("{\"tool_config\": {\"api_schema\": {\"query_params_schema\": []}}}");

    assertThat(tool.at("/tool_config/api_schema/query_params_schema").isNull()).isTrue();
  }

  @Test
  void aSecretHeaderNamesItsSecret() {
    var tool =
        translated(
            """
            {"tool_config": {"api_schema": {"request_headers":
              [{"type": "secret", "name": "Authorization", "secret_id": "secret_1"}]}}}
            """);

    assertThat(tool.at("/tool_config/api_schema/request_headers/Authorization/secret_id").asText())
        .isEqualTo("secret_1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\": \"a\"}",
        "{\"tool_config\": [1]}",
        "{\"tool_config\": {\"type\": \"client\", \"parameters\": [1]}}",
        "{\"tool_config\": {\"type\": \"webhook\", \"api_schema\": {\"request_headers\": [{}]}}}"
      })
  void whatFitsNeitherIsLeftForTheCheck(String body) {
    assertThat(translated(body)).isEqualTo(json(body));
  }

  private static ObjectNode translated(String body) {
    var document = json(body);
    GuideDialect.translate(document);
    return document;
  }
}

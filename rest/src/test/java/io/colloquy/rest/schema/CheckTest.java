package io.colloquy.rest.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.document.ApiDocument;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckTest {

  private static final String TOOL =
      """
      {"tool_config": {"type": "webhook", "name": "weather", "description": "",
        "api_schema": {"url": "https://x", %s}}}
      """;

  @Test
  void severalFlawsAreToldAtOnce() {
    var flaws =
        flaws(
            "ToolRequestModel",
            """
            {"tool_config": {"type": "webhook", "name": "not a name", "response_timeout_secs": 121,
              "api_schema": {"method": "FETCH"}}}
            """);

    assertThat(flaws)
        .containsExactly(
            new Flaw(
                List.of("body", "tool_config", "name"),
                "String should match pattern '^[a-zA-Z0-9_-]{1,64}$'",
                "string_pattern_mismatch"),
            Flaw.missing(List.of("body", "tool_config", "description")),
            new Flaw(
                List.of("body", "tool_config", "response_timeout_secs"),
                "Input should be less than or equal to 120",
                "less_than_equal"),
            Flaw.missing(List.of("body", "tool_config", "api_schema", "url")),
            new Flaw(
                List.of("body", "tool_config", "api_schema", "method"),
                "Input should be 'GET', 'POST', 'PUT', 'PATCH' or 'DELETE'",
                "enum"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'tool_config': {'type': 'carrier_pigeon'}}   | tool_config | union_tag_invalid",
        "{'tool_config': {'type': 7}}                  | tool_config | union_tag_invalid",
        "{'tool_config': {'name': 'x'}}                | tool_config | union_tag_not_found",
        "{'tool_config': 'x'}                          | tool_config | dict_type",
        "{'tool_config': null}                         | tool_config | dict_type"
      })
  void aTagChoosesTheBranch(String body, String at, String type) {
    assertThat(flaws("ToolRequestModel", body.replace('\'', '"')))
        .extracting(Flaw::loc, Flaw::type)
        .containsExactly(tuple(List.of("body", at), type));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'a': 7                              | a                 | string_type",
        "'a': {'variable': 'x'}              | a.secret_id       | missing",
        "'a': {'secret_id': 7}               | a.secret_id       | string_type",
        "'a': {'variable_name': 7}           | a.variable_name   | string_type",
        "'a': null                           | a                 | string_type"
      })
  void withoutATagTheNearestBranchTellsItsFlaws(String header, String at, String type) {
    var flaws =
        flaws(
            "ToolRequestModel",
            TOOL.formatted("\"request_headers\": {%s}".formatted(header.replace('\'', '"'))));

    assertThat(flaws).hasSize(1);
    assertThat(flaws.getFirst().loc().toString())
        .endsWith("request_headers, " + at.replace(".", ", ") + "]");
    assertThat(flaws.getFirst().type()).isEqualTo(type);
  }

  @Test
  void aFlawIsFoundThroughSchemasThatContainThemselves() {
    var flaws =
        flaws(
            "ToolRequestModel",
            TOOL.formatted(
                """
                "request_body_schema": {"type": "object", "properties": {"list":
                  {"type": "array", "items": {"type": "object", "properties": {"deep":
                    {"type": "array"}}}}}}
                """));

    assertThat(flaws)
        .containsExactly(
            Flaw.missing(
                List.of(
                    "body",
                    "tool_config",
                    "api_schema",
                    "request_body_schema",
                    "properties",
                    "list",
                    "items",
                    "properties",
                    "deep",
                    "items")));
  }

  @Test
  void aVeryDeepDocumentIsCheckedToItsEnd() {
    int depth = 300;
    var deep = "{\"type\":\"array\",\"items\":".repeat(depth) + "{\"type\":7}" + "}".repeat(depth);

    var flaws = flaws("JsonSchemaProperty", deep);

    assertThat(flaws).hasSize(1);
    assertThat(flaws.getFirst().loc()).hasSize(depth + 2).endsWith("type");
  }

  @Test
  void anIndexLeadsIntoAList() {
    var flaws =
        flaws(
            "GetOrCreateRAGIndexesRequest",
            """
            {"items": [{"document_id": "d", "create_if_missing": true, "model": "x"}]}
            """);

    assertThat(flaws).extracting(Flaw::loc).containsExactly(List.of("body", "items", 0, "model"));
  }

  @Test
  void noMoreThanAHundredFlawsAreTold() {
    var recipients = "{},".repeat(150);

    assertThat(flaws("SubmitBatchCallRequest", "{\"recipients\": [%s{}]}".formatted(recipients)))
        .hasSize(Check.MOST_FLAWS);
  }

  @ParameterizedTest
  @CsvSource({"20, true", "20.0, true", "2e1, true", "20.5, false", "true, false"})
  void aWholeNumberMayHaveAnEmptyFraction(String number, boolean fits) {
    var flaws =
        flaws(
            "ToolRequestModel",
            """
            {"tool_config": {"type": "client", "name": "x", "description": "",
              "response_timeout_secs": %s}}
            """
                .formatted(number));

    assertThat(flaws.isEmpty()).isEqualTo(fits);
  }

  private static List<Flaw> flaws(String schema, String json) {
    return Check.flaws(
        ApiDocument.get().schema(schema), Json.read(json, JsonNode.class), List.of("body"));
  }
}

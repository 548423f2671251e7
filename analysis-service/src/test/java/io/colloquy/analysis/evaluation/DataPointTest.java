package io.colloquy.analysis.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataPointTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "string  | \"Ada\"   | \"Ada\"",
        "string  | \" Ada \" | \"Ada\"",
        "string  | 4         | \"4\"",
        "boolean | true      | true",
        "boolean | \"False\" | false",
        "integer | 4         | 4",
        "integer | 4.0       | 4",
        "integer | \"4\"     | 4",
        "integer | -7        | -7",
        "number  | 3.5       | 3.5",
        "number  | \"3.5\"   | 3.5",
        "number  | 4         | 4",
      })
  void aValueOfTheTypeIsLegal(String type, String value, String kept) {
    assertThat(point("{\"type\": \"%s\"}".formatted(type)).legal(json(value)))
        .hasValueSatisfying(legal -> assertThat(legal.toString()).isEqualTo(kept.strip()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "string  | null",
        "string  | \"  \"",
        "string  | [\"Ada\"]",
        "string  | {\"name\": \"Ada\"}",
        "boolean | \"yes\"",
        "boolean | 1",
        "boolean | null",
        "integer | 3.5",
        "integer | \"n/a\"",
        "integer | true",
        "integer | 1e40",
        "integer | [4]",
        "number  | \"four\"",
        "number  | \"NaN\"",
        "number  | 1e400",
        "number  | true",
      })
  void aValueOfAnotherTypeIsNot(String type, String value) {
    assertThat(point("{\"type\": \"%s\"}".formatted(type)).legal(json(value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"\"billing\",billing", "\"Billing\",billing", "\"other\","})
  void ofChoicesOnlyOneOfThemIsLegal(String value, String kept) {
    var point = point("{\"type\": \"string\", \"enum\": [\"billing\", \"support\"]}");

    var legal = point.legal(json(value)).map(JsonNode::textValue).orElse(null);
    assertThat(legal).isEqualTo(kept);
  }

  private static DataPoint point(String schema) {
    return new DataPoint("x", Json.read(schema, ObjectNode.class));
  }

  private static JsonNode json(String value) {
    try {
      return Json.MAPPER.readTree(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError(value, e);
    }
  }
}

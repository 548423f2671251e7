package io.colloquy.analysis.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Something to be collected from a conversation (page 020).
 *
 * @param schema as it was configured: {@code type}, {@code description}, {@code enum}
 */
record DataPoint(String id, ObjectNode schema) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** More digits than this are no number that anybody counts with. */
  private static final int MOST_DIGITS = 30;

  String type() {
    return schema.path("type").asText("string");
  }

  String description() {
    return schema.path("description").asText("");
  }

  /** The values that it may have; any if there are none. */
  List<String> choices() {
    return StreamSupport.stream(schema.path("enum").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  /** A value that does not come from the transcript, if the configuration names one. */
  Optional<JsonNode> constant() {
    var constant = schema.path("constant_value");
    return constant.isValueNode() && !constant.asText().isEmpty()
        ? Optional.of(constant)
        : Optional.empty();
  }

  /** The dynamic variable that holds the value, if the configuration names one. */
  Optional<String> variable() {
    return Optional.of(schema.path("dynamic_variable").asText("")).filter(name -> !name.isEmpty());
  }

  /** The value if it is one of the declared type and among the choices. */
  Optional<JsonNode> legal(JsonNode value) {
    return typed(value).flatMap(this::chosen);
  }

  private Optional<JsonNode> typed(JsonNode value) {
    return switch (type()) {
      case "boolean" -> flag(value);
      case "integer" -> number(value).flatMap(DataPoint::whole);
      case "number" -> number(value).map(NODES::numberNode);
      default ->
          value.isValueNode() && !value.isNull() && !value.asText().isBlank()
              ? Optional.of(NODES.textNode(value.asText().strip()))
              : Optional.empty();
    };
  }

  private static Optional<JsonNode> flag(JsonNode value) {
    return switch (value.asText().strip().toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(BooleanNode.TRUE);
      case "false" -> Optional.of(BooleanNode.FALSE);
      default -> Optional.empty();
    };
  }

  private static Optional<BigDecimal> number(JsonNode value) {
    if (!value.isNumber() && !value.isTextual()) {
      return Optional.empty();
    }
    var text = value.asText().strip();
    try {
      return Optional.of(text)
          .filter(digits -> digits.length() <= MOST_DIGITS)
          .map(BigDecimal::new)
          .filter(number -> Double.isFinite(number.doubleValue()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> whole(BigDecimal number) {
    try {
      return Optional.of(NODES.numberNode(number.longValueExact()));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  private Optional<JsonNode> chosen(JsonNode value) {
    var choices = choices();
    if (choices.isEmpty() || choices.contains(value.asText())) {
      return Optional.of(value);
    }
    return choices.stream()
        .filter(choice -> choice.equalsIgnoreCase(value.asText()))
        .findFirst()
        .map(NODES::textNode);
  }
}

package io.colloquy.conversation.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A single value as its schema wants it. Models write numbers as text and the other way round. */
final class Literal {

  /** A number with more digits than this is none that anybody means. */
  private static final int MOST_DIGITS = 40;

  /** Empty if the value is of another type, and it is not plain what it stands for. */
  static Optional<JsonNode> of(String type, JsonNode given) {
    return switch (type) {
      case "string" -> given.isValueNode() ? Optional.of(TextNode.valueOf(given.asText())) : none();
      case "integer" -> given.isIntegralNumber() ? Optional.of(given) : integer(given);
      case "number" -> given.isNumber() ? Optional.of(given) : number(given).map(Literal::node);
      case "boolean" -> given.isBoolean() ? Optional.of(given) : bool(given);
      default -> Optional.of(given);
    };
  }

  private static Optional<JsonNode> none() {
    return Optional.empty();
  }

  private static Optional<JsonNode> integer(JsonNode given) {
    return number(given)
        .filter(number -> number.stripTrailingZeros().scale() <= 0)
        .map(number -> JsonNodeFactory.instance.numberNode(number.toBigIntegerExact()));
  }

  private static JsonNode node(BigDecimal number) {
    return number.scale() == 0
        ? JsonNodeFactory.instance.numberNode(number.toBigIntegerExact())
        : DecimalNode.valueOf(number);
  }

  private static Optional<BigDecimal> number(JsonNode given) {
    if (!given.isNumber() && !given.isTextual()) {
      return Optional.empty();
    }
    try {
      var number = new BigDecimal(given.asText().strip());
      boolean isSensible =
          number.precision() <= MOST_DIGITS && Math.abs((long) number.scale()) <= MOST_DIGITS;
      return isSensible ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> bool(JsonNode given) {
    return switch (given.isTextual() ? given.textValue().strip().toLowerCase(Locale.ROOT) : "") {
      case "true" -> Optional.of(BooleanNode.TRUE);
      case "false" -> Optional.of(BooleanNode.FALSE);
      default -> Optional.empty();
    };
  }

  /** The one of the allowed values that this is; any value where there is no list of them. */
  static Optional<JsonNode> allowed(JsonNode schema, JsonNode value) {
    var list = schema.path("enum");
    if (list.isEmpty()) {
      return Optional.of(value);
    }
    var alike =
        StreamSupport.stream(list.spliterator(), false)
            .filter(item -> item.asText().equalsIgnoreCase(value.asText()))
            .toList();
    var same = alike.stream().filter(item -> item.asText().equals(value.asText())).findFirst();
    return same.isPresent()
        ? Optional.of(value)
        : alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
  }

  private Literal() {}
}

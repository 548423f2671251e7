package io.colloquy.rest.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.schema.Check;
import io.colloquy.rest.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a request outside its body, each of the type that the document gives it. A
 * parameter without a text counts as left out.
 */
public final class Arguments {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> YES = Set.of("true", "1", "yes", "on", "t", "y");
  private static final Set<String> NO = Set.of("false", "0", "no", "off", "f", "n");

  private final ObjectNode values = NODES.objectNode();
  private final List<Flaw> flaws = new ArrayList<>();

  private Arguments() {}

  static Arguments read(
      List<Operation.Parameter> parameters,
      String in,
      Map<String, ? extends Collection<String>> received) {
    var arguments = new Arguments();
    for (var parameter : parameters) {
      if (parameter.in().equals(in)) {
        arguments.take(parameter, texts(received.get(parameter.name())));
      }
    }
    if (!arguments.flaws.isEmpty()) {
      throw new InvalidRequest(arguments.flaws);
    }
    return arguments;
  }

  /** PostgreSQL holds no NUL, so nothing can match one; it must not get there. */
  private static List<String> texts(Collection<String> received) {
    return received == null
        ? List.of()
        : received.stream()
            .filter(text -> !text.isEmpty())
            .map(text -> text.replace('\0', '\uFFFD'))
            .toList();
  }

  private void take(Operation.Parameter parameter, List<String> texts) {
    List<Object> at = List.of(parameter.in(), parameter.name());
    if (texts.isEmpty()) {
      parameter.otherwise().ifPresent(value -> values.set(parameter.name(), value));
      if (parameter.required()) {
        flaws.add(Flaw.missing(at));
      }
      return;
    }
    var before = flaws.size();
    var value = parsed(parameter.schema(), texts, at);
    if (flaws.size() == before) {
      flaws.addAll(Check.flaws(parameter.schema(), value, at));
      values.set(parameter.name(), value);
    }
  }

  private JsonNode parsed(Schema schema, List<String> texts, List<Object> at) {
    return switch (schema.plain()) {
      case Schema.Union union -> parsed(firstOf(union), texts, at);
      case Schema.Listing listing -> {
        var list = NODES.arrayNode(texts.size());
        for (int i = 0; i < texts.size(); i++) {
          list.add(parsed(listing.items(), List.of(texts.get(i)), Flaw.path(at, i)));
        }
        yield list;
      }
      case Schema.Flag _ -> flag(texts.getLast(), at);
      case Schema.Amount amount -> number(amount, texts.getLast(), at);
      default -> NODES.textNode(texts.getLast());
    };
  }

  private static Schema firstOf(Schema.Union union) {
    return union.branches().stream()
        .filter(branch -> !(branch instanceof Schema.Nothing))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode flag(String text, List<Object> at) {
    var word = text.toLowerCase(Locale.ROOT);
    if (!YES.contains(word) && !NO.contains(word)) {
      flaws.add(
          new Flaw(
              at, "Input should be a valid boolean, unable to interpret input", "bool_parsing"));
    }
    return NODES.booleanNode(YES.contains(word));
  }

  private JsonNode number(Schema.Amount amount, String text, List<Object> at) {
    try {
      return amount.whole()
          ? NODES.numberNode(Long.parseLong(text.strip()))
          : NODES.numberNode(Double.parseDouble(text.strip()));
    } catch (NumberFormatException e) {
      flaws.add(
          amount.whole()
              ? new Flaw(
                  at,
                  "Input should be a valid integer, unable to parse string as an integer",
                  "int_parsing")
              : new Flaw(
                  at,
                  "Input should be a valid number, unable to parse string as a number",
                  "float_parsing"));
      return NODES.nullNode();
    }
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }

  public Optional<Long> number(String name) {
    return Optional.ofNullable(values.get(name))
        .filter(JsonNode::isNumber)
        .map(JsonNode::longValue);
  }

  /** Empty if the client did not say, and the document has no default. */
  public Optional<Boolean> flag(String name) {
    return Optional.ofNullable(values.get(name))
        .filter(JsonNode::isBoolean)
        .map(JsonNode::booleanValue);
  }

  /** The texts of a parameter that may come several times. */
  public List<String> list(String name) {
    List<String> list = new ArrayList<>();
    values.path(name).forEach(item -> list.add(item.asText()));
    return List.copyOf(list);
  }
}

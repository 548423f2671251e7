package io.colloquy.conversation.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.prompt.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Fills schemas: with constants, dynamic variables, and for the rest what the model gave. What the
 * model gave is never searched for variables: it would get hold of those that it may not know.
 *
 * <p>Keeps what is wrong until all is looked at, so that a model hears of everything at once.
 */
final class Filling {

  private static final JsonNode NOTHING = MissingNode.getInstance();

  private final Map<String, Object> variables;
  private final List<String> problems = new ArrayList<>();

  Filling(Map<String, Object> variables) {
    this.variables = variables;
  }

  List<String> problems() {
    return problems;
  }

  void missing(String name) {
    problems.add("The parameter '%s' is missing.".formatted(name));
  }

  void problem(String sentence) {
    problems.add(sentence);
  }

  /** Text that its author may have written variables into. */
  String template(String text) {
    return Template.fill(text, variables);
  }

  /** What a variable stands for; one that stands for nothing is a problem. */
  Optional<JsonNode> variable(String name) {
    var value = variables.get(name);
    if (value == null) {
      problems.add("The dynamic variable '%s' has no value.".formatted(name));
      return Optional.empty();
    }
    return Optional.of(Json.MAPPER.valueToTree(value));
  }

  /** The members of an object, without those that have no value. */
  JsonNode members(String prefix, JsonNode schema, JsonNode given) {
    var object = Json.MAPPER.createObjectNode();
    for (var property : schema.path("properties").properties()) {
      var name = property.getKey();
      value(prefix + name, property.getValue(), given.path(name), isRequired(schema, name))
          .ifPresent(value -> object.set(name, value));
    }
    return object;
  }

  private static boolean isRequired(JsonNode schema, String name) {
    return StreamSupport.stream(schema.path("required").spliterator(), false)
        .anyMatch(item -> item.asText().equals(name));
  }

  /** The value of one property; empty if it has none, which is a problem where it is required. */
  Optional<JsonNode> value(String name, JsonNode schema, JsonNode given, boolean isRequired) {
    var variable = schema.path("dynamic_variable").asText("");
    if (!variable.isEmpty()) {
      return isRequired || variables.get(variable) != null
          ? variable(variable).flatMap(value -> fitted(name, schema, value))
          : Optional.empty();
    }
    var constant = schema.path("constant_value");
    if (!constant.asText("").isEmpty()) {
      var text = constant.isTextual() ? TextNode.valueOf(template(constant.asText())) : constant;
      return fitted(name, schema, text);
    }
    if (!given.isMissingNode() && !given.isNull()) {
      return fitted(name, schema, given);
    }
    return absent(name, schema, isRequired);
  }

  private Optional<JsonNode> absent(String name, JsonNode schema, boolean isRequired) {
    if (schema.has("properties") && (isRequired || isFixed(schema))) {
      return Optional.of(members(name + ".", schema, NOTHING));
    }
    if (isRequired) {
      missing(name);
    }
    return Optional.empty();
  }

  /** Whether there is something in it for which the model is not needed, and nothing else is. */
  private static boolean isFixed(JsonNode schema) {
    boolean hasValue = false;
    for (var property : schema.path("properties").properties()) {
      var inner = property.getValue();
      boolean isItself =
          !inner.path("dynamic_variable").asText("").isEmpty()
              || !inner.path("constant_value").asText("").isEmpty()
              || isFixed(inner);
      if (!isItself && isRequired(schema, property.getKey())) {
        return false;
      }
      hasValue |= isItself;
    }
    return hasValue;
  }

  private Optional<JsonNode> fitted(String name, JsonNode schema, JsonNode given) {
    return switch (type(schema)) {
      case "object" -> object(name, schema, unwrapped(given));
      case "array" -> array(name, schema, unwrapped(given));
      default -> literal(name, schema, given);
    };
  }

  private static String type(JsonNode schema) {
    var otherwise = schema.has("properties") ? "object" : schema.has("items") ? "array" : "";
    return schema.path("type").asText(otherwise);
  }

  /** Models write objects and lists as text now and then. */
  private static JsonNode unwrapped(JsonNode given) {
    if (!given.isTextual()) {
      return given;
    }
    try {
      var parsed = Json.MAPPER.readTree(given.textValue());
      return parsed.isContainerNode() ? parsed : given;
    } catch (JsonProcessingException _) {
      return given; // and is told as what it is
    }
  }

  private Optional<JsonNode> object(String name, JsonNode schema, JsonNode given) {
    if (!given.isObject()) {
      return unfit(name, "an object");
    }
    return Optional.of(
        schema.path("properties").isEmpty() ? given : members(name + ".", schema, given));
  }

  private Optional<JsonNode> array(String name, JsonNode schema, JsonNode given) {
    if (!given.isArray()) {
      return unfit(name, "a list");
    }
    var list = Json.MAPPER.createArrayNode();
    for (int i = 0; i < given.size(); i++) {
      value("%s[%d]".formatted(name, i), schema.path("items"), given.get(i), true)
          .ifPresent(list::add);
    }
    return Optional.of(list);
  }

  private Optional<JsonNode> literal(String name, JsonNode schema, JsonNode given) {
    var type = schema.path("type").asText("");
    var value = Literal.of(type, given);
    if (value.isEmpty()) {
      return unfit(name, type.equals("integer") ? "an integer" : "a " + type);
    }
    var allowed = Literal.allowed(schema, value.get());
    return allowed.isPresent() ? allowed : unfit(name, "one of " + Json.text(schema.get("enum")));
  }

  private Optional<JsonNode> unfit(String name, String wanted) {
    problems.add("The parameter '%s' should be %s.".formatted(name, wanted));
    return Optional.empty();
  }
}

package io.colloquy.rest.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every single way to spoil a document that fits its schema. */
final class Violations {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MANY = 200;

  /**
   * @param path to what is replaced, or taken away if there is no replacement
   * @param loc where the flaw is to be told
   */
  record Violation(
      List<Object> path, Optional<JsonNode> replacement, List<Object> loc, String type) {

    JsonNode appliedTo(JsonNode document) {
      if (path.isEmpty()) {
        return replacement.orElseThrow();
      }
      var spoilt = document.deepCopy();
      JsonNode parent = spoilt;
      for (var step : path.subList(0, path.size() - 1)) {
        parent = step instanceof Integer index ? parent.get(index) : parent.get((String) step);
      }
      if (parent instanceof ArrayNode list) {
        list.set((Integer) path.getLast(), replacement.orElseThrow());
      } else {
        var object = (ObjectNode) parent;
        var name = (String) path.getLast();
        replacement.ifPresentOrElse(value -> object.set(name, value), () -> object.remove(name));
      }
      return spoilt;
    }
  }

  private final List<Violation> found = new ArrayList<>();

  static List<Violation> of(Schema schema, JsonNode document) {
    var violations = new Violations();
    violations.visit(schema, document, List.of());
    return violations.found;
  }

  private void visit(Schema schema, JsonNode value, List<Object> path) {
    switch (schema) {
      case Schema.Anything _, Schema.Nothing _ -> {}
      case Schema.Flag _ -> add(path, NODES.textNode("true"), "bool_type");
      case Schema.Text text -> text(text, path);
      case Schema.Amount amount -> amount(amount, path);
      case Schema.Choice choice ->
          add(path, NODES.textNode("no such"), choice.constant() ? "literal_error" : "enum");
      case Schema.Listing list -> list(list, value, path);
      case Schema.Structure object -> object(object, value, path, "");
      case Schema.Tagged tagged -> tagged(tagged, value, path);
      case Schema.Union union -> union(union, value, path);
      case Schema.Named named -> visit(named.schema(), value, path);
    }
  }

  private void add(List<Object> path, JsonNode replacement, String type) {
    found.add(new Violation(path, Optional.of(replacement), path, type));
  }

  private void text(Schema.Text schema, List<Object> path) {
    add(path, NODES.numberNode(7), "string_type");
    schema.shortest().ifPresent(n -> add(path, text(n - 1), "string_too_short"));
    var begin = schema.pattern().isPresent() ? "1.2.3-" : "";
    schema
        .longest()
        .ifPresent(n -> add(path, NODES.textNode(begin + "x".repeat(n + 1)), "string_too_long"));
    schema.pattern().ifPresent(_ -> add(path, NODES.textNode("{ }"), "string_pattern_mismatch"));
  }

  private static JsonNode text(int length) {
    return NODES.textNode("x".repeat(length));
  }

  private void amount(Schema.Amount schema, List<Object> path) {
    add(path, NODES.textNode("7"), schema.whole() ? "int_type" : "float_type");
    if (schema.whole()) {
      add(path, NODES.numberNode(1.5), "int_from_float");
    }
    schema.least().ifPresent(n -> add(path, number(n, -1), "greater_than_equal"));
    schema.most().ifPresent(n -> add(path, number(n, 1), "less_than_equal"));
    schema.above().ifPresent(n -> add(path, number(n, 0), "greater_than"));
    schema.below().ifPresent(n -> add(path, number(n, 0), "less_than"));
  }

  private static JsonNode number(BigDecimal limit, int step) {
    return NODES.numberNode(limit.add(BigDecimal.valueOf(step)));
  }

  private void list(Schema.Listing schema, JsonNode value, List<Object> path) {
    add(path, NODES.textNode("[]"), "list_type");
    schema.fewest().ifPresent(n -> add(path, NODES.arrayNode(), "too_short"));
    if (value.size() > 0 && schema.most().orElse(MANY) < MANY) {
      var longer = NODES.arrayNode();
      for (int i = 0; i <= schema.most().getAsInt(); i++) {
        longer.add(value.get(0));
      }
      add(path, longer, "too_long");
    }
    for (int i = 0; i < value.size(); i++) {
      visit(schema.items(), value.get(i), below(path, i));
    }
  }

  private void object(Schema.Structure schema, JsonNode value, List<Object> path, String tag) {
    add(path, NODES.arrayNode(), "dict_type");
    schema
        .members()
        .forEach(
            (name, member) -> {
              var at = below(path, name);
              if (name.equals(tag)) {
                return;
              }
              if (member.required()) {
                found.add(new Violation(at, Optional.empty(), at, "missing"));
              }
              if (value.has(name)) {
                visit(member.schema(), value.get(name), at);
              }
            });
    for (var member : value.properties()) {
      if (!schema.members().containsKey(member.getKey())) {
        visit(schema.others(), member.getValue(), below(path, member.getKey()));
      }
    }
  }

  private void tagged(Schema.Tagged schema, JsonNode value, List<Object> path) {
    var tag = below(path, schema.tag());
    found.add(
        new Violation(tag, Optional.of(NODES.textNode("no such")), path, "union_tag_invalid"));
    found.add(new Violation(tag, Optional.empty(), path, "union_tag_not_found"));
    var branch = schema.branches().get(value.get(schema.tag()).textValue());
    if (branch.plain() instanceof Schema.Structure structure) {
      object(structure, value, path, schema.tag());
    }
  }

  /** Where one of several branches could be meant, no single place of a flaw is right. */
  private void union(Schema.Union schema, JsonNode value, List<Object> path) {
    var branches =
        schema.branches().stream().filter(branch -> !(branch instanceof Schema.Nothing)).toList();
    if (branches.size() == 1 && !value.isNull()) {
      visit(branches.getFirst(), value, path);
    }
  }

  private static List<Object> below(List<Object> path, Object step) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }
}

package io.colloquy.rest.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Completes a document that fits its schema with what it left out, so that a reader finds every
 * member: the default that the schema names, else null where null will do, else an empty list, map
 * or object. A member with none of these (a text without a default) stays away.
 */
public final class Defaults {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The named schemas that are being made of nothing: one that needs itself would never end. */
  private final Set<String> inTheMaking = new HashSet<>();

  /** A completed copy. */
  public static JsonNode filled(Schema schema, JsonNode value) {
    return new Defaults().fill(schema, value);
  }

  private JsonNode fill(Schema schema, JsonNode value) {
    return switch (schema) {
      case Schema.Named named -> fill(named.schema(), value);
      case Schema.Structure structure when value instanceof ObjectNode object ->
          fill(structure, object);
      case Schema.Listing listing when value instanceof ArrayNode list -> {
        var filled = NODES.arrayNode(list.size());
        list.forEach(item -> filled.add(fill(listing.items(), item)));
        yield filled;
      }
      case Schema.Tagged tagged ->
          Optional.ofNullable(tagged.branches().get(value.path(tagged.tag()).asText()))
              .map(branch -> fill(branch, value))
              .orElse(value);
      case Schema.Union union ->
          union.branches().stream()
              .filter(branch -> Check.flaws(branch, value, List.of()).isEmpty())
              .findFirst()
              .map(branch -> fill(branch, value))
              .orElse(value);
      default -> value;
    };
  }

  private ObjectNode fill(Schema.Structure structure, ObjectNode object) {
    var filled = NODES.objectNode();
    for (var entry : structure.members().entrySet()) {
      var name = entry.getKey();
      var member = entry.getValue();
      var value =
          object.has(name)
              ? Optional.of(fill(member.schema(), object.get(name)))
              : otherwise(member);
      value.ifPresent(present -> filled.set(name, present));
    }
    for (var other : object.properties()) {
      if (!structure.members().containsKey(other.getKey())) {
        filled.set(other.getKey(), fill(structure.others(), other.getValue()));
      }
    }
    return filled;
  }

  private Optional<JsonNode> otherwise(Schema.Member member) {
    if (member.required()) {
      return Optional.empty();
    }
    return member
        .otherwise()
        .map(value -> fill(member.schema(), value))
        .or(() -> empty(member.schema()));
  }

  private Optional<JsonNode> empty(Schema schema) {
    return switch (schema) {
      case Schema.Named named -> inTheMaking(named);
      case Schema.Anything _ -> Optional.empty();
      case Schema.Union union when union.nullable() -> Optional.of(NODES.nullNode());
      case Schema.Listing list when list.fewest().orElse(0) == 0 -> Optional.of(NODES.arrayNode());
      case Schema.Structure structure
          when structure.members().values().stream().noneMatch(Schema.Member::required) ->
          Optional.of(fill(structure, NODES.objectNode()));
      default -> Optional.empty();
    };
  }

  private Optional<JsonNode> inTheMaking(Schema.Named named) {
    if (!inTheMaking.add(named.name())) {
      return Optional.empty();
    }
    var made = empty(named.schema());
    inTheMaking.remove(named.name());
    return made;
  }
}

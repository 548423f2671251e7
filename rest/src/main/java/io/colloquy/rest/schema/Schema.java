package io.colloquy.rest.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** What a JSON value has to be: the part of JSON Schema that Colloquy's document uses. */
public sealed interface Schema {

  /** Every value. */
  record Anything() implements Schema {}

  /** Null alone. */
  record Nothing() implements Schema {}

  record Flag() implements Schema {}

  /** A text; lengths in characters, both inclusive. */
  record Text(OptionalInt shortest, OptionalInt longest, Optional<Pattern> pattern)
      implements Schema {}

  /**
   * A number.
   *
   * @param whole whether it may have no fraction; 1.0 has none
   * @param least inclusive
   * @param most inclusive
   * @param above exclusive
   * @param below exclusive
   */
  record Amount(
      boolean whole,
      Optional<BigDecimal> least,
      Optional<BigDecimal> most,
      Optional<BigDecimal> above,
      Optional<BigDecimal> below)
      implements Schema {}

  /** One of some values. */
  record Choice(List<JsonNode> values, boolean constant) implements Schema {}

  /** A list; the numbers of its items inclusive. */
  record Listing(Schema items, OptionalInt fewest, OptionalInt most) implements Schema {}

  /**
   * An object.
   *
   * @param others what a member has to be that is not named
   */
  record Structure(Map<String, Member> members, Schema others) implements Schema {}

  /** A member of a {@link Structure}. */
  record Member(Schema schema, boolean required, Optional<JsonNode> otherwise) {}

  /** One of several objects, told apart by the text in one member. */
  record Tagged(String tag, Map<String, Schema> branches) implements Schema {}

  /** Whatever fits one of these. */
  record Union(List<Schema> branches) implements Schema {}

  /** A schema with a name. It may refer to itself, hence it is looked up when it is needed. */
  final class Named implements Schema {

    private final String name;
    private final Map<String, Schema> all;

    Named(String name, Map<String, Schema> all) {
      this.name = name;
      this.all = all;
    }

    public String name() {
      return name;
    }

    public Schema schema() {
      return all.get(name);
    }

    @Override
    public String toString() {
      return "Named[" + name + "]";
    }
  }

  /** Without the names in front of it. */
  default Schema plain() {
    var schema = this;
    while (schema instanceof Named named) {
      schema = named.schema();
    }
    return schema;
  }

  /** Whether null will do. */
  default boolean nullable() {
    return switch (plain()) {
      case Nothing _, Anything _ -> true;
      case Union union -> union.branches().stream().anyMatch(Schema::nullable);
      default -> false;
    };
  }
}

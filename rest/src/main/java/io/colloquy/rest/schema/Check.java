package io.colloquy.rest.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.rest.Flaw;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Compares a JSON value with a schema and names what is wrong, in the words that clients of the
 * documented interface know. Members that a schema does not name are no flaw. The way to a flaw is
 * the way through the document as the client wrote it: a choice between branches leaves no trace.
 */
public final class Check {

  /** More than this many flaws of one document help nobody. */
  static final int MOST_FLAWS = 100;

  private final List<Flaw> flaws = new ArrayList<>();

  /** A place in the document; the way there is written down only for a flaw. */
  private record Place(Optional<Place> parent, List<Object> steps) {

    static Place of(List<Object> start) {
      return new Place(Optional.empty(), start);
    }

    Place at(Object step) {
      return new Place(Optional.of(this), List.of(step));
    }

    List<Object> loc() {
      List<Object> loc = new ArrayList<>(parent.map(Place::loc).orElse(List.of()));
      loc.addAll(steps);
      return loc;
    }
  }

  /**
   * All flaws of the value, at most {@value #MOST_FLAWS}; none if it fits.
   *
   * @param at where the value lies in the request
   */
  public static List<Flaw> flaws(Schema schema, JsonNode value, List<Object> at) {
    return flaws(schema, value, Place.of(at));
  }

  private static List<Flaw> flaws(Schema schema, JsonNode value, Place at) {
    var check = new Check();
    check.check(schema, value, at);
    return List.copyOf(check.flaws);
  }

  private void check(Schema schema, JsonNode value, Place at) {
    if (flaws.size() >= MOST_FLAWS) {
      return;
    }
    switch (schema) {
      case Schema.Anything _ -> {}
      case Schema.Nothing _ -> require(value.isNull(), at, "Input should be None", "none_required");
      case Schema.Flag _ ->
          require(value.isBoolean(), at, "Input should be a valid boolean", "bool_type");
      case Schema.Text text -> text(text, value, at);
      case Schema.Amount amount -> amount(amount, value, at);
      case Schema.Choice choice -> choice(choice, value, at);
      case Schema.Listing list -> list(list, value, at);
      case Schema.Structure object -> object(object, value, at);
      case Schema.Tagged tagged -> tagged(tagged, value, at);
      case Schema.Union union -> union(union, value, at);
      case Schema.Named named -> check(named.schema(), value, at);
    }
  }

  private boolean require(boolean holds, Place at, String message, String type) {
    if (!holds) {
      flaws.add(new Flaw(at.loc(), message, type));
    }
    return holds;
  }

  private void text(Schema.Text schema, JsonNode value, Place at) {
    if (!require(value.isTextual(), at, "Input should be a valid string", "string_type")) {
      return;
    }
    var text = value.textValue();
    int length = text.codePointCount(0, text.length());
    schema
        .shortest()
        .ifPresent(
            limit ->
                require(
                    length >= limit,
                    at,
                    "String should have at least " + counted(limit, "character"),
                    "string_too_short"));
    schema
        .longest()
        .ifPresent(
            limit ->
                require(
                    length <= limit,
                    at,
                    "String should have at most " + counted(limit, "character"),
                    "string_too_long"));
    schema
        .pattern()
        .ifPresent(
            pattern ->
                require(
                    pattern.matcher(text).find(),
                    at,
                    "String should match pattern '" + pattern + "'",
                    "string_pattern_mismatch"));
  }

  private void amount(Schema.Amount schema, JsonNode value, Place at) {
    var kind = schema.whole() ? "integer" : "number";
    var type = schema.whole() ? "int_type" : "float_type";
    if (!require(value.isNumber(), at, "Input should be a valid " + kind, type)) {
      return;
    }
    if (!require(
        !value.isFloatingPointNumber() || Double.isFinite(value.doubleValue()),
        at,
        "Input should be a finite number",
        "finite_number")) {
      return;
    }
    if (schema.whole()
        && !require(
            isWhole(value),
            at,
            "Input should be a valid integer, got a number with a fractional part",
            "int_from_float")) {
      return;
    }
    var number = value.decimalValue();
    limit(
        number, schema.least(), c -> c >= 0, at, "greater than or equal to", "greater_than_equal");
    limit(number, schema.most(), c -> c <= 0, at, "less than or equal to", "less_than_equal");
    limit(number, schema.above(), c -> c > 0, at, "greater than", "greater_than");
    limit(number, schema.below(), c -> c < 0, at, "less than", "less_than");
  }

  private static boolean isWhole(JsonNode value) {
    return value.isIntegralNumber() || (value.doubleValue() == Math.rint(value.doubleValue()));
  }

  private void limit(
      BigDecimal number,
      Optional<BigDecimal> limit,
      IntPredicate holds,
      Place at,
      String relation,
      String type) {
    limit.ifPresent(
        bound ->
            require(
                holds.test(number.compareTo(bound)),
                at,
                "Input should be " + relation + " " + bound.toPlainString(),
                type));
  }

  private void choice(Schema.Choice schema, JsonNode value, Place at) {
    require(
        schema.values().stream().anyMatch(allowed -> same(allowed, value)),
        at,
        "Input should be " + alternatives(schema.values()),
        schema.constant() ? "literal_error" : "enum");
  }

  /** 1 and 1.0 are the same number. */
  private static boolean same(JsonNode allowed, JsonNode value) {
    if (allowed.isNumber() && value.isNumber()) {
      return allowed.decimalValue().compareTo(value.decimalValue()) == 0;
    }
    return allowed.equals(value);
  }

  private static String alternatives(List<JsonNode> values) {
    var first = values.subList(0, values.size() - 1);
    var last = quoted(values.getLast());
    return first.isEmpty()
        ? last
        : first.stream().map(Check::quoted).collect(Collectors.joining(", ")) + " or " + last;
  }

  private static String quoted(JsonNode value) {
    return value.isTextual() ? "'" + value.textValue() + "'" : value.toString();
  }

  private void list(Schema.Listing schema, JsonNode value, Place at) {
    if (!require(value.isArray(), at, "Input should be a valid list", "list_type")) {
      return;
    }
    int size = value.size();
    schema
        .fewest()
        .ifPresent(
            limit ->
                require(
                    size >= limit,
                    at,
                    "List should have at least " + counted(limit, "item") + ", not " + size,
                    "too_short"));
    schema
        .most()
        .ifPresent(
            limit ->
                require(
                    size <= limit,
                    at,
                    "List should have at most " + counted(limit, "item") + ", not " + size,
                    "too_long"));
    for (int i = 0; i < size; i++) {
      check(schema.items(), value.get(i), at.at(i));
    }
  }

  private void object(Schema.Structure schema, JsonNode value, Place at) {
    if (!require(value.isObject(), at, "Input should be a valid dictionary", "dict_type")) {
      return;
    }
    for (var entry : schema.members().entrySet()) {
      var name = entry.getKey();
      if (value.has(name)) {
        check(entry.getValue().schema(), value.get(name), at.at(name));
      } else if (entry.getValue().required()) {
        flaws.add(Flaw.missing(at.at(name).loc()));
      }
    }
    for (var member : value.properties()) {
      if (!schema.members().containsKey(member.getKey())) {
        check(schema.others(), member.getValue(), at.at(member.getKey()));
      }
    }
  }

  private void tagged(Schema.Tagged schema, JsonNode value, Place at) {
    if (!require(value.isObject(), at, "Input should be a valid dictionary", "dict_type")) {
      return;
    }
    var tag = value.path(schema.tag());
    if (!require(
        !tag.isMissingNode(),
        at,
        "Unable to extract tag using discriminator '" + schema.tag() + "'",
        "union_tag_not_found")) {
      return;
    }
    var branch = Optional.ofNullable(tag.textValue()).map(schema.branches()::get);
    branch.ifPresentOrElse(
        fitting -> check(fitting, value, at),
        () ->
            require(
                false,
                at,
                "Input tag %s found using '%s' does not match any of the expected tags: '%s'"
                    .formatted(
                        quoted(tag), schema.tag(), String.join("', '", schema.branches().keySet())),
                "union_tag_invalid"));
  }

  /** If no branch fits, tells the flaws of the one that comes nearest. */
  private void union(Schema.Union schema, JsonNode value, Place at) {
    if (value.isNull() && schema.nullable()) {
      return;
    }
    List<Flaw> nearest = null;
    int depth = at.loc().size();
    for (var branch : schema.branches()) {
      if (branch instanceof Schema.Nothing) {
        continue;
      }
      var found = flaws(branch, value, at);
      if (found.isEmpty()) {
        return;
      }
      if (nearest == null || distance(found, depth) < distance(nearest, depth)) {
        nearest = found;
      }
    }
    flaws.addAll(nearest == null ? List.of() : nearest);
  }

  /**
   * A value of another kind is farthest, then one that names another kind in a member, then one
   * that lacks a member.
   */
  private static int distance(Collection<Flaw> flaws, int depth) {
    return flaws.stream().mapToInt(flaw -> distance(flaw, depth)).sum();
  }

  private static int distance(Flaw flaw, int depth) {
    if (flaw.loc().size() == depth) {
      return MOST_FLAWS * MOST_FLAWS;
    }
    boolean direct = flaw.loc().size() == depth + 1;
    return switch (flaw.type()) {
      case "literal_error", "enum" -> direct ? MOST_FLAWS : 1;
      case "missing" -> direct ? 2 : 1;
      default -> 1;
    };
  }

  private static String counted(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}

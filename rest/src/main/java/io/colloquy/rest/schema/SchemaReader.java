package io.colloquy.rest.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads schemas as an OpenAPI 3.1 document writes them. */
public final class SchemaReader {

  private static final String PREFIX = "#/components/schemas/";

  private final Map<String, Schema> named = new HashMap<>();

  /**
   * @param schemas the schemas of the document by their names
   * @throws IllegalArgumentException if one of them says what this reader does not know
   */
  public SchemaReader(JsonNode schemas) {
    schemas.fieldNames().forEachRemaining(name -> named.put(name, new Schema.Anything()));
    schemas.properties().forEach(entry -> named.put(entry.getKey(), read(entry.getValue())));
  }

  /** The schemas of the document by their names. */
  public Map<String, Schema> named() {
    return Map.copyOf(named);
  }

  public Schema read(JsonNode json) {
    if (json.has("$ref")) {
      return reference(json.get("$ref").textValue());
    }
    if (json.has("discriminator")) {
      return tagged(json.get("discriminator"));
    }
    if (json.has("anyOf") || json.has("oneOf")) {
      return union(json.has("anyOf") ? json.get("anyOf") : json.get("oneOf"));
    }
    if (json.has("enum")) {
      return orNull(json, new Schema.Choice(list(json.get("enum")), false));
    }
    if (json.has("const")) {
      return orNull(json, new Schema.Choice(List.of(json.get("const")), true));
    }
    return typed(json);
  }

  private Schema typed(JsonNode json) {
    var type = json.path("type");
    if (type.isMissingNode()) {
      return new Schema.Anything();
    }
    List<String> types = new ArrayList<>();
    (type.isArray() ? type : List.of(type)).forEach(name -> types.add(name.asText()));
    var branches = types.stream().map(name -> ofType(name, json)).toList();
    return branches.size() == 1 ? branches.getFirst() : new Schema.Union(branches);
  }

  private Schema ofType(String type, JsonNode json) {
    return switch (type) {
      case "null" -> new Schema.Nothing();
      case "boolean" -> new Schema.Flag();
      case "string" ->
          new Schema.Text(
              count(json, "minLength"),
              count(json, "maxLength"),
              Optional.ofNullable(json.get("pattern"))
                  .map(pattern -> Pattern.compile(pattern.textValue())));
      case "integer", "number" ->
          new Schema.Amount(
              type.equals("integer"),
              limit(json, "minimum"),
              limit(json, "maximum"),
              limit(json, "exclusiveMinimum"),
              limit(json, "exclusiveMaximum"));
      case "array" ->
          new Schema.Listing(
              json.has("items") ? read(json.get("items")) : new Schema.Anything(),
              count(json, "minItems"),
              count(json, "maxItems"));
      case "object" -> structure(json);
      default -> throw new IllegalArgumentException("a schema of type " + type);
    };
  }

  private Schema structure(JsonNode json) {
    Set<String> required = new HashSet<>();
    json.path("required").forEach(name -> required.add(name.textValue()));
    Map<String, Schema.Member> members = new LinkedHashMap<>();
    for (var entry : json.path("properties").properties()) {
      members.put(
          entry.getKey(),
          new Schema.Member(
              read(entry.getValue()),
              required.contains(entry.getKey()),
              Optional.ofNullable(entry.getValue().get("default"))));
    }
    var others = json.get("additionalProperties");
    return new Schema.Structure(
        members, others == null || !others.isObject() ? new Schema.Anything() : read(others));
  }

  private Schema tagged(JsonNode discriminator) {
    Map<String, Schema> branches = new LinkedHashMap<>();
    for (var entry : discriminator.get("mapping").properties()) {
      branches.put(entry.getKey(), reference(entry.getValue().textValue()));
    }
    return new Schema.Tagged(discriminator.get("propertyName").textValue(), branches);
  }

  private Schema union(JsonNode branches) {
    List<Schema> schemas = new ArrayList<>();
    for (var branch : branches) {
      schemas.add(read(branch));
    }
    return new Schema.Union(List.copyOf(schemas));
  }

  private static Schema orNull(JsonNode json, Schema schema) {
    boolean nullable = false;
    for (var type : json.path("type")) {
      nullable |= type.asText().equals("null");
    }
    return nullable ? new Schema.Union(List.of(schema, new Schema.Nothing())) : schema;
  }

  private Schema reference(String address) {
    var name = address.substring(PREFIX.length());
    if (!address.startsWith(PREFIX) || !named.containsKey(name)) {
      throw new IllegalArgumentException("no schema is at " + address);
    }
    return new Schema.Named(name, named);
  }

  private static OptionalInt count(JsonNode json, String name) {
    return json.has(name) ? OptionalInt.of(json.get(name).intValue()) : OptionalInt.empty();
  }

  private static Optional<BigDecimal> limit(JsonNode json, String name) {
    return Optional.ofNullable(json.get(name)).map(JsonNode::decimalValue);
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> values = new ArrayList<>();
    array.forEach(values::add);
    return List.copyOf(values);
  }
}

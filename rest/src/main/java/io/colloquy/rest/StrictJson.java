package io.colloquy.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.colloquy.contracts.Json;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads what clients send. Unlike {@link Json} it takes no number for a text and no text for a
 * number, and says where a value is of the wrong kind.
 */
public final class StrictJson {

  private static final ObjectMapper MAPPER = strict();

  private static ObjectMapper strict() {
    return ((JsonMapper) Json.MAPPER)
        .rebuild()
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .withCoercionConfig(
            LogicalType.Textual,
            coercion ->
                coercion
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .build();
  }

  /** The body of a request, which must be an object. */
  public static ObjectNode object(byte[] body) {
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object) {
        requireStorable(List.of(Flaw.BODY), object);
        return object;
      }
    } catch (JsonProcessingException e) {
      var at = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
      throw new InvalidRequest(
          new Flaw(List.of(Flaw.BODY, Math.max(0, at)), "JSON decode error", "json_invalid"));
    } catch (IOException e) {
      throw new InvalidRequest(
          new Flaw(List.of(Flaw.BODY), "The body is not UTF-8 text", "json_invalid"));
    }
    throw new InvalidRequest(
        new Flaw(List.of(Flaw.BODY), "Input should be a valid dictionary", "dict_type"));
  }

  /**
   * @param at where the document lies in the request
   */
  public static <T> T read(List<Object> at, JsonNode document, Class<T> type) {
    try {
      return MAPPER.treeToValue(document, type);
    } catch (JsonMappingException e) {
      throw new InvalidRequest(flaw(at, e));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always well-formed", e);
    }
  }

  private static Flaw flaw(List<Object> at, JsonMappingException e) {
    var steps =
        e.getPath().stream()
            .map(step -> step.getIndex() >= 0 ? (Object) step.getIndex() : step.getFieldName())
            .toArray();
    var loc = Flaw.path(at, steps);
    Class<?> expected =
        switch (e) {
          case ValueInstantiationException wrongName -> wrongName.getType().getRawClass();
          case MismatchedInputException wrongKind -> wrongKind.getTargetType();
          default -> null;
        };
    return expected == null
        ? Flaw.ofValue(loc, "Input should be a valid value in range")
        : flaw(loc, expected);
  }

  private static Flaw flaw(List<Object> loc, Class<?> expected) {
    if (expected.isEnum()) {
      return new Flaw(loc, "Input should be " + names(expected), "enum");
    }
    if (expected == String.class) {
      return new Flaw(loc, "Input should be a valid string", "string_type");
    }
    if (expected == Boolean.class) {
      return new Flaw(loc, "Input should be a valid boolean", "bool_type");
    }
    if (expected == Integer.class || expected == Long.class) {
      return new Flaw(loc, "Input should be a valid integer", "int_type");
    }
    if (expected == Double.class) {
      return new Flaw(loc, "Input should be a valid number", "float_type");
    }
    if (Collection.class.isAssignableFrom(expected)) {
      return new Flaw(loc, "Input should be a valid list", "list_type");
    }
    if (Map.class.isAssignableFrom(expected) || expected.isRecord()) {
      return new Flaw(loc, "Input should be a valid dictionary", "dict_type");
    }
    return Flaw.ofValue(loc, "Input should be valid");
  }

  private static String names(Class<?> enumeration) {
    return Arrays.stream(enumeration.getEnumConstants())
        .map(constant -> "'" + Json.MAPPER.convertValue(constant, String.class) + "'")
        .collect(Collectors.joining(", "));
  }

  /** PostgreSQL stores neither NUL nor half a surrogate pair, and JSON knows no infinity. */
  private static void requireStorable(List<Object> at, JsonNode node) {
    if (node.isTextual()) {
      requireStorable(at, node.textValue());
    }
    if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
      throw new InvalidRequest(new Flaw(at, "Input should be a finite number", "finite_number"));
    }
    for (var member : node.properties()) {
      requireStorable(at, member.getKey());
      requireStorable(Flaw.path(at, member.getKey()), member.getValue());
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        requireStorable(Flaw.path(at, i), node.get(i));
      }
    }
  }

  private static void requireStorable(List<Object> at, String text) {
    boolean storable =
        text.codePoints()
            .noneMatch(
                c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    if (!storable) {
      throw new InvalidRequest(
          new Flaw(at, "Input should be text without NUL or half characters", "string_unicode"));
    }
  }

  private StrictJson() {}
}

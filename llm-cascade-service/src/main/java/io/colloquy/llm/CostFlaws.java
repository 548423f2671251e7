package io.colloquy.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import java.util.Optional;

/** Reads the members of a body and collects what is wrong with them, in the documented shape. */
final class CostFlaws {

  private final ArrayNode detail = Json.MAPPER.createArrayNode();

  /** The member, or what holds where it is absent or null; 0 if it is flawed. */
  long number(ObjectNode body, String name, Optional<Long> otherwise) {
    var value = body.path(name);
    if (isAbsent(value, otherwise)) {
      return otherwise.orElseGet(() -> (long) missing(name));
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      add(name, "Input should be a valid integer", "int_type");
      return 0;
    }
    if (value.longValue() < 0) {
      add(name, "Input should be greater than or equal to 0", "greater_than_equal");
    }
    return value.longValue();
  }

  boolean truth(ObjectNode body, String name, Optional<Boolean> otherwise) {
    var value = body.path(name);
    if (isAbsent(value, otherwise)) {
      return otherwise.orElseGet(() -> missing(name) > 0);
    }
    if (!value.isBoolean()) {
      add(name, "Input should be a valid boolean", "bool_type");
    }
    return value.booleanValue();
  }

  private static boolean isAbsent(JsonNode value, Optional<?> otherwise) {
    return value.isMissingNode() || (value.isNull() && otherwise.isPresent());
  }

  private int missing(String name) {
    add(name, "Field required", "missing");
    return 0;
  }

  private void add(String name, String msg, String type) {
    var flaw = detail.addObject();
    flaw.putArray("loc").add("body").add(name);
    flaw.put("msg", msg).put("type", type);
  }

  /** The answer about the body as a whole. */
  ObjectNode of(String msg, String type) {
    var flaw = detail.addObject();
    flaw.putArray("loc").add("body");
    flaw.put("msg", msg).put("type", type);
    return body().orElseThrow();
  }

  /** The answer, if anything is wrong. */
  Optional<ObjectNode> body() {
    if (detail.isEmpty()) {
      return Optional.empty();
    }
    var body = Json.MAPPER.createObjectNode();
    body.set("detail", detail);
    return Optional.of(body);
  }
}

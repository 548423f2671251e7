package io.colloquy.conversation.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a model fills in when it uses a tool, as a JSON Schema. Left out is what has its value from
 * a constant or a dynamic variable: a model has no say in it.
 */
final class Parameters {

  private static final String PROPERTIES = "properties";
  private static final String REQUIRED = "required";

  /** What of a property is JSON Schema; the rest is for whoever calls the tool. */
  private static final List<String> OF_A_SCHEMA = List.of("type", "description");

  static ObjectNode none() {
    var object = Json.MAPPER.createObjectNode().put("type", "object");
    object.putObject(PROPERTIES);
    object.putArray(REQUIRED);
    return object;
  }

  /** Of a client tool. */
  static ObjectNode of(JsonNode parameters) {
    var object = none();
    addAll(object, parameters);
    return object;
  }

  /** Of a tool of an MCP server, which has a schema of its own. */
  static ObjectNode ofMcp(JsonNode config) {
    return config.get("mcp_input_schema") instanceof ObjectNode schema
        ? schema.deepCopy()
        : of(config.path("parameters"));
  }

  /** Of a webhook: those of path, query and body in one object. The path's are all required. */
  static ObjectNode ofWebhook(JsonNode api) {
    var object = none();
    for (var parameter : api.path("path_params_schema").properties()) {
      add(object, parameter.getKey(), parameter.getValue(), true);
    }
    addAll(object, api.path("query_params_schema"));
    addAll(object, api.path("request_body_schema"));
    return object;
  }

  private static void addAll(ObjectNode object, JsonNode schema) {
    var required =
        StreamSupport.stream(schema.path(REQUIRED).spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    for (var property : schema.path(PROPERTIES).properties()) {
      add(object, property.getKey(), property.getValue(), required.contains(property.getKey()));
    }
  }

  private static void add(ObjectNode object, String name, JsonNode property, boolean required) {
    if (hasItsValue(property) || object.path(PROPERTIES).has(name)) {
      return;
    }
    object.withObjectProperty(PROPERTIES).set(name, property(property));
    if (required) {
      object.withArrayProperty(REQUIRED).add(name);
    }
  }

  private static boolean hasItsValue(JsonNode property) {
    return !property.path("dynamic_variable").asText("").isEmpty()
        || !property.path("constant_value").asText("").isEmpty();
  }

  private static ObjectNode property(JsonNode property) {
    var schema = Json.MAPPER.createObjectNode();
    for (var member : OF_A_SCHEMA) {
      if (!property.path(member).asText("").isEmpty()) {
        schema.set(member, property.get(member));
      }
    }
    if (property.path("enum").isArray() && !property.path("enum").isEmpty()) {
      schema.set("enum", property.get("enum"));
    }
    if (property.has(PROPERTIES)) {
      schema.setAll(of(property));
    }
    if (property.has("items")) {
      schema.put("type", "array").set("items", property(property.get("items")));
    }
    return schema;
  }

  private Parameters() {}
}

package io.colloquy.conversation.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The guides for Zendesk, HubSpot and Salesforce (pages 056 to 058) write a tool otherwise than the
 * reference does: as lists of properties that have an {@code id} and say of themselves whether they
 * are required, where the reference has maps and one list {@code required}. Both are taken; stored
 * and shown is the reference's way. What fits neither is left as it is, for the check to tell.
 */
final class GuideDialect {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String CONFIG = "tool_config";
  private static final Set<String> TYPES = Set.of("webhook", "client", "system", "mcp");

  /** Rewrites the body of a request. */
  static void translate(ObjectNode body) {
    if (!body.has(CONFIG) && TYPES.contains(body.path("type").asText()) && body.has("name")) {
      wrap(body);
    }
    if (body.get(CONFIG) instanceof ObjectNode config) {
      concludeType(config);
      if (config.get("api_schema") instanceof ObjectNode api) {
        translateApi(api);
      }
      if (config.get("parameters") instanceof ArrayNode list && isListOfProperties(list)) {
        config.set("parameters", object(list).put("type", "object"));
      }
    }
  }

  /** A guide's tool is the configuration itself; its id is that of the guide's author. */
  private static void wrap(ObjectNode body) {
    var config = body.deepCopy();
    config.remove("id");
    body.removeAll();
    body.set(CONFIG, config);
  }

  /** The samples of the reference (pages 091, 092) leave the type out. */
  private static void concludeType(ObjectNode config) {
    if (!config.has("type") && config.has("api_schema")) {
      config.put("type", "webhook");
    } else if (!config.has("type") && config.has("params")) {
      config.put("type", "system");
    }
  }

  private static void translateApi(ObjectNode api) {
    if (api.get("path_params_schema") instanceof ArrayNode list && isListOfProperties(list)) {
      api.set("path_params_schema", properties(list));
    }
    if (api.get("query_params_schema") instanceof ArrayNode list && isListOfProperties(list)) {
      api.set("query_params_schema", list.isEmpty() ? NODES.nullNode() : object(list));
    }
    if (api.get("request_body_schema") instanceof ObjectNode body
        && body.get("properties") instanceof ArrayNode) {
      api.set("request_body_schema", property(body));
    }
    if (api.get("request_headers") instanceof ArrayNode list && isListOfHeaders(list)) {
      api.set("request_headers", headers(list));
    }
  }

  private static boolean isListOfProperties(ArrayNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .allMatch(item -> item.path("id").isTextual());
  }

  private static boolean isListOfHeaders(ArrayNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .allMatch(item -> item.path("name").isTextual());
  }

  private static ObjectNode properties(ArrayNode list) {
    var properties = NODES.objectNode();
    list.forEach(item -> properties.set(item.get("id").textValue(), property((ObjectNode) item)));
    return properties;
  }

  private static ObjectNode object(ArrayNode list) {
    var object = NODES.objectNode();
    object.set("properties", properties(list));
    var required = object.putArray("required");
    list.forEach(
        item -> {
          if (item.path("required").asBoolean()) {
            required.add(item.get("id").textValue());
          }
        });
    return object;
  }

  /** A property, or the items of a list, without what only this dialect says. */
  private static ObjectNode property(ObjectNode item) {
    var property = item.deepCopy();
    property.remove(List.of("id", "value_type"));
    if (property.path("required").isBoolean()) {
      property.remove("required");
    }
    if (property.get("properties") instanceof ArrayNode list && isListOfProperties(list)) {
      property.setAll(object(list));
    }
    if (property.get("items") instanceof ObjectNode items) {
      property.set("items", property(items));
    }
    return property;
  }

  private static ObjectNode headers(ArrayNode list) {
    var headers = NODES.objectNode();
    for (var item : list) {
      headers.set(item.get("name").textValue(), header(item));
    }
    return headers;
  }

  private static JsonNode header(JsonNode item) {
    for (var locator : List.of("secret_id", "variable_name", "env_var_label")) {
      if (item.has(locator)) {
        return NODES.objectNode().set(locator, item.get(locator));
      }
    }
    return item.has("value") ? item.get("value") : NODES.nullNode();
  }

  private GuideDialect() {}
}

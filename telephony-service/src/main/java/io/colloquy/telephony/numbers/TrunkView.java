package io.colloquy.telephony.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;

/** What clients see of a SIP trunk: all that was sent, but of the credentials only the name. */
final class TrunkView {

  private static final String CREDENTIALS = "credentials";

  /** Null if there is no trunk. */
  static JsonNode outbound(JsonNode trunk) {
    if (!trunk.isObject()) {
      return Json.MAPPER.nullNode();
    }
    var view = shown(trunk);
    view.put("transport", trunk.path("transport").asText("auto"));
    view.set(
        "headers",
        trunk.path("headers").isObject() ? trunk.get("headers") : Json.MAPPER.createObjectNode());
    view.put("has_outbound_trunk", true);
    return view;
  }

  /** Likewise. */
  static JsonNode inbound(JsonNode trunk) {
    if (!trunk.isObject()) {
      return Json.MAPPER.nullNode();
    }
    var view = shown(trunk);
    var addresses = trunk.path("allowed_addresses");
    view.set("allowed_addresses", addresses.isArray() ? addresses : Json.MAPPER.createArrayNode());
    setOrNull(view, "allowed_numbers", trunk);
    setOrNull(view, "remote_domains", trunk);
    return view;
  }

  private static ObjectNode shown(JsonNode trunk) {
    var view = (ObjectNode) Credentials.without(trunk);
    view.remove(CREDENTIALS);
    view.put("media_encryption", trunk.path("media_encryption").asText("allowed"));
    view.put("has_auth_credentials", trunk.path(CREDENTIALS).isObject());
    setOrNull(view, "username", trunk.path(CREDENTIALS));
    return view;
  }

  private static void setOrNull(ObjectNode view, String name, JsonNode source) {
    view.set(name, source.hasNonNull(name) ? source.get(name) : Json.MAPPER.nullNode());
  }

  private TrunkView() {}
}

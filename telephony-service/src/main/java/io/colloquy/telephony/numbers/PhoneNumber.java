package io.colloquy.telephony.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.telephony.agents.KnownAgent;
import java.util.List;
import java.util.Optional;

/**
 * A phone number as it is stored: the request that brought it, with the agent that answers it. The
 * token of Twilio and the passwords of SIP trunks never leave through {@link #view}.
 */
public record PhoneNumber(ObjectNode document) {

  static final String TWILIO = "twilio";

  private static final String AGENT = "agent_id";
  private static final String INBOUND = "inbound_trunk_config";
  private static final String OUTBOUND = "outbound_trunk_config";
  private static final String STACK = "livekit_stack";
  private static final List<String> OF_TRUNKS = List.of(INBOUND, OUTBOUND, STACK);

  public String number() {
    return document.path("phone_number").asText();
  }

  public String label() {
    return document.path("label").asText();
  }

  /** {@code twilio} or {@code sip_trunk}. */
  public String provider() {
    return document.path("provider").asText();
  }

  public boolean supportsOutbound() {
    return document.path("supports_outbound").asBoolean(true);
  }

  Optional<String> agentId() {
    return Optional.ofNullable(document.path(AGENT).textValue());
  }

  /**
   * The number after a PATCH: what is not named stays, a null takes away. A trunk is replaced as a
   * whole, but for its password, which no client can read back.
   */
  PhoneNumber changed(ObjectNode patch) {
    if (provider().equals(TWILIO)) {
      refuseTrunks(patch);
    }
    var changed = document.deepCopy();
    for (var name : List.of(AGENT, INBOUND, OUTBOUND, STACK)) {
      if (patch.path(name).isNull()) {
        changed.remove(name);
      } else if (patch.has(name)) {
        changed.set(name, withPassword(patch.get(name), document.path(name)));
      }
    }
    return new PhoneNumber(changed);
  }

  private static void refuseTrunks(ObjectNode patch) {
    var flaws =
        OF_TRUNKS.stream()
            .filter(patch::hasNonNull)
            .map(
                name ->
                    Flaw.ofValue(
                        List.of(Flaw.BODY, name), "A number of Twilio has no SIP trunk to set"))
            .toList();
    if (!flaws.isEmpty()) {
      throw new InvalidRequest(flaws);
    }
  }

  private static JsonNode withPassword(JsonNode wanted, JsonNode old) {
    var copy = wanted.deepCopy();
    var password = old.at("/credentials/password");
    if (copy.path("credentials") instanceof ObjectNode credentials
        && password.isTextual()
        && !credentials.hasNonNull("password")) {
      credentials.set("password", password);
    }
    return copy;
  }

  /**
   * What clients see.
   *
   * @param agent the one that answers, if it still exists
   */
  ObjectNode view(String id, Optional<KnownAgent> agent) {
    var view = Json.MAPPER.createObjectNode();
    view.put("phone_number", number());
    view.put("label", label());
    view.put("supports_inbound", document.path("supports_inbound").asBoolean(true));
    view.put("supports_outbound", supportsOutbound());
    view.put("phone_number_id", id);
    view.set(
        "assigned_agent", agent.<JsonNode>map(PhoneNumber::view).orElseGet(Json.MAPPER::nullNode));
    view.put("provider", provider());
    if (!provider().equals(TWILIO)) {
      // The first is the older name of the second.
      view.set("provider_config", outbound());
      view.set("outbound_trunk", outbound());
      view.set("inbound_trunk", inbound());
      view.put(STACK, document.path(STACK).asText("standard"));
    }
    return view;
  }

  private static ObjectNode view(KnownAgent agent) {
    return Json.MAPPER.createObjectNode().put(AGENT, agent.id()).put("agent_name", agent.name());
  }

  private JsonNode outbound() {
    var trunk = document.path(OUTBOUND);
    if (!trunk.isObject()) {
      return Json.MAPPER.nullNode();
    }
    var view = Json.MAPPER.createObjectNode();
    view.set("address", trunk.get("address"));
    view.put("transport", trunk.path("transport").asText("auto"));
    view.put("media_encryption", trunk.path("media_encryption").asText("allowed"));
    view.set(
        "headers",
        trunk.path("headers").isObject() ? trunk.get("headers") : Json.MAPPER.createObjectNode());
    addCredentials(view, trunk);
    view.put("has_outbound_trunk", true);
    return view;
  }

  private JsonNode inbound() {
    var trunk = document.path(INBOUND);
    if (!trunk.isObject()) {
      return Json.MAPPER.nullNode();
    }
    var view = Json.MAPPER.createObjectNode();
    var addresses = trunk.path("allowed_addresses");
    view.set("allowed_addresses", addresses.isArray() ? addresses : Json.MAPPER.createArrayNode());
    setOrNull(view, "allowed_numbers", trunk);
    view.put("media_encryption", trunk.path("media_encryption").asText("allowed"));
    addCredentials(view, trunk);
    setOrNull(view, "remote_domains", trunk);
    return view;
  }

  private static void addCredentials(ObjectNode view, JsonNode trunk) {
    var credentials = trunk.path("credentials");
    view.put("has_auth_credentials", credentials.isObject());
    setOrNull(view, "username", credentials);
  }

  private static void setOrNull(ObjectNode view, String name, JsonNode source) {
    view.set(name, source.hasNonNull(name) ? source.get(name) : Json.MAPPER.nullNode());
  }
}

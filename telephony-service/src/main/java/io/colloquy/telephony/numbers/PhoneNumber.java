package io.colloquy.telephony.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.telephony.agents.KnownAgent;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A phone number as it is stored: the request that brought it, with the agent that answers it. Its
 * secrets are sealed, and never leave through {@link #view}.
 */
public record PhoneNumber(ObjectNode document) {

  public static final String TWILIO = "twilio";
  public static final String SIP_TRUNK = "sip_trunk";

  private static final String AGENT = "agent_id";
  private static final String LABEL = "label";
  private static final String INBOUND = "inbound_trunk_config";
  private static final String OUTBOUND = "outbound_trunk_config";
  private static final String STACK = "livekit_stack";
  private static final List<String> OF_TRUNKS = List.of(INBOUND, OUTBOUND, STACK);

  /** What no PATCH changes, and what a client may send back as it read it. */
  private static final Set<String> SETTLED =
      Set.of(
          "provider",
          "phone_number",
          "phone_number_id",
          "supports_inbound",
          "supports_outbound",
          "assigned_agent",
          "provider_config",
          "outbound_trunk",
          "inbound_trunk",
          "sid",
          "token",
          "account_auth_token",
          "region_config");

  /** What the answer says under another name, or not at all. */
  private static final Set<String> UNSHOWN =
      Set.of(AGENT, INBOUND, OUTBOUND, "sid", "region_config");

  public String number() {
    return document.path("phone_number").asText();
  }

  public String label() {
    return document.path(LABEL).asText();
  }

  /** {@value #TWILIO} or {@value #SIP_TRUNK}. */
  public String provider() {
    return document.path("provider").asText();
  }

  public boolean supportsInbound() {
    return document.path("supports_inbound").asBoolean(true);
  }

  public boolean supportsOutbound() {
    return document.path("supports_outbound").asBoolean(true);
  }

  /** Whether the number says to which trunk its calls go; of Twilio that is known. */
  public boolean knowsWayOut() {
    return provider().equals(TWILIO) || document.path(OUTBOUND).isObject();
  }

  Optional<String> agentId() {
    return Optional.ofNullable(document.path(AGENT).textValue());
  }

  /**
   * The number after a PATCH: what is not named stays, a null takes away. A trunk is replaced as a
   * whole, but for its password, which no client can read back.
   *
   * @param patch with its secrets sealed
   * @throws InvalidRequest if it asks for what such a number cannot have
   */
  PhoneNumber changed(ObjectNode patch) {
    if (provider().equals(TWILIO)) {
      refuseTrunks(patch);
      refuseAgentWhoHearsNobody(patch);
    }
    var changed = document.deepCopy();
    for (var member : patch.properties()) {
      var name = member.getKey();
      if (SETTLED.contains(name) || (name.equals(LABEL) && member.getValue().isNull())) {
        continue;
      }
      if (member.getValue().isNull()) {
        changed.remove(name);
      } else {
        changed.set(name, withPassword(member.getValue(), document.path(name)));
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

  /** A verified caller id of Twilio can call, but not be called. */
  private void refuseAgentWhoHearsNobody(ObjectNode patch) {
    if (patch.hasNonNull(AGENT) && !supportsInbound()) {
      throw new InvalidRequest(
          Flaw.ofValue(
              List.of(Flaw.BODY, AGENT), "This number cannot be called, so no agent answers it"));
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
    var view = (ObjectNode) Credentials.without(document);
    view.remove(UNSHOWN);
    view.put("phone_number", number());
    view.put(LABEL, label());
    view.put("supports_inbound", supportsInbound());
    view.put("supports_outbound", supportsOutbound());
    view.put("phone_number_id", id);
    view.set(
        "assigned_agent", agent.<JsonNode>map(PhoneNumber::view).orElseGet(Json.MAPPER::nullNode));
    view.put("provider", provider());
    if (!provider().equals(TWILIO)) {
      var outbound = TrunkView.outbound(document.path(OUTBOUND));
      // The first is the older name of the second.
      view.set("provider_config", outbound);
      view.set("outbound_trunk", outbound);
      view.set("inbound_trunk", TrunkView.inbound(document.path(INBOUND)));
      view.put(STACK, document.path(STACK).asText("standard"));
    }
    return view;
  }

  private static ObjectNode view(KnownAgent agent) {
    return Json.MAPPER.createObjectNode().put(AGENT, agent.id()).put("agent_name", agent.name());
  }
}

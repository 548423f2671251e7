package io.colloquy.conversation.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.llm.OfferedModels;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Merge;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.StrictJson;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** From what a client sends to an agent that may be stored. */
@ApplicationScoped
public class AgentDocuments {

  private static final String AGENT_ID = "agent_id";
  private static final String METADATA = "metadata";

  /** Members of an answer that a client may send back, and cannot change. */
  private static final List<String> SERVERS_OWN =
      List.of(AGENT_ID, METADATA, "access_info", "phone_numbers", "whatsapp_accounts");

  private static final Operation CREATE = ApiDocument.get().operation("createAgent");
  private static final Operation CHANGE = ApiDocument.get().operation("changeAgent");
  private static final Operation DUPLICATE = ApiDocument.get().operation("duplicateAgent");

  /**
   * A new agent from the body of a request.
   *
   * @param offered what it may name
   * @throws InvalidRequest if the body is not an agent
   * @throws Refusal if it names a model that cannot be used
   */
  Agent create(byte[] body, String agentId, OfferedModels offered, Instant now) {
    var document = received(CREATE, body);
    var chosen = ModelChoices.in(document);
    var agent =
        agent(document, agentId, new Agent.Metadata(now.getEpochSecond(), now.getEpochSecond()));
    chosen.check(offered);
    if (agent.platformSettings().zeroRetention()) {
      allChoices(agent).checkZeroRetention(offered);
    }
    return agent;
  }

  private static ModelChoices allChoices(Agent agent) {
    return ModelChoices.in(Json.MAPPER.valueToTree(agent));
  }

  /**
   * The changes that the body of a request holds.
   *
   * @throws InvalidRequest if it holds no changes of an agent
   */
  ObjectNode patch(byte[] body) {
    return received(CHANGE, body);
  }

  /**
   * The agent with changes. Only what they change is judged by what is offered now: a provider that
   * is gone makes no agent unchangeable.
   *
   * @param offered what it may name
   * @throws InvalidRequest if the outcome would not be an agent
   * @throws Refusal if it names a model that cannot be used
   */
  Agent update(Agent agent, ObjectNode patch, OfferedModels offered, Instant now) {
    var merged = Merge.of(Json.MAPPER.valueToTree(agent), patch);
    var before = allChoices(agent);
    var chosen = ModelChoices.in(merged).notIn(before);
    var changed =
        agent(
            merged,
            agent.agentId(),
            new Agent.Metadata(agent.metadata().createdAtUnixSecs(), now.getEpochSecond()));
    chosen.check(offered);
    if (changed.platformSettings().zeroRetention()) {
      var all = allChoices(changed);
      var judged = agent.platformSettings().zeroRetention() ? all.notIn(before) : all;
      judged.checkZeroRetention(offered);
    }
    return changed;
  }

  /**
   * The name that a duplicate is to have.
   *
   * @throws InvalidRequest if the body is not what the operation takes
   */
  Optional<String> nameOfDuplicate(byte[] body) {
    var document = body.length == 0 ? Json.MAPPER.createObjectNode() : DUPLICATE.read(body);
    return Optional.ofNullable(document.path("name").textValue());
  }

  /** What could let somebody in who knew only the first agent is left out. */
  Agent duplicate(Agent agent, Optional<String> name, String agentId, Instant now) {
    ObjectNode document = Json.MAPPER.valueToTree(agent);
    name.ifPresent(given -> document.put("name", given));
    document.withObject("/platform_settings/auth").remove("shareable_token");
    return agent(document, agentId, new Agent.Metadata(now.getEpochSecond(), now.getEpochSecond()));
  }

  private static ObjectNode received(Operation operation, byte[] body) {
    var document = StrictJson.object(body);
    document.remove(SERVERS_OWN);
    Courtesy.applyTo(document);
    operation.checked(withoutNulls(document));
    return document;
  }

  /** A member that is null has its default, as if it had been left out. */
  private static ObjectNode withoutNulls(ObjectNode document) {
    var rest = document.deepCopy();
    dropNulls(rest);
    return rest;
  }

  private static void dropNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.removeIf(JsonNode::isNull);
    }
    node.forEach(AgentDocuments::dropNulls);
  }

  private Agent agent(ObjectNode document, String agentId, Agent.Metadata metadata) {
    document.put(AGENT_ID, agentId);
    document.set(METADATA, Json.MAPPER.valueToTree(metadata));
    var agent = StrictJson.read(List.of(Flaw.BODY), document, Agent.class);
    var flaws = AgentRules.flaws(agent);
    if (!flaws.isEmpty()) {
      throw new InvalidRequest(flaws);
    }
    return agent;
  }
}

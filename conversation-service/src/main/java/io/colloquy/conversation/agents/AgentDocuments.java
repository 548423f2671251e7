package io.colloquy.conversation.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Merge;
import io.colloquy.rest.StrictJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.time.Instant;
import java.util.List;

/** From what a client sends to an agent that may be stored. */
@ApplicationScoped
public class AgentDocuments {

  private static final String AGENT_ID = "agent_id";
  private static final String METADATA = "metadata";
  private static final String CONFIG = "conversation_config";

  /** Members of an answer that a client may send back, and cannot change. */
  private static final List<String> SERVERS_OWN =
      List.of(AGENT_ID, METADATA, "access_info", "phone_numbers", "whatsapp_accounts");

  private final AgentRules rules;

  @Inject
  public AgentDocuments(Validator validator) {
    this.rules = new AgentRules(validator);
  }

  /**
   * A new agent from the body of a request.
   *
   * @throws InvalidRequest if the body is not an agent
   */
  Agent create(byte[] body, String agentId, Instant now) {
    var document = received(body);
    if (!document.hasNonNull(CONFIG)) {
      throw new InvalidRequest(Flaw.missing(List.of(Flaw.BODY, CONFIG)));
    }
    return agent(document, agentId, new Agent.Metadata(now.getEpochSecond(), now.getEpochSecond()));
  }

  /**
   * The agent with the changes that the body of a request holds.
   *
   * @throws InvalidRequest if the body is no such change, or the outcome would not be an agent
   */
  Agent update(Agent agent, byte[] body, Instant now) {
    var patch = received(body);
    var merged = Merge.of(Json.MAPPER.valueToTree(agent), patch);
    return agent(
        merged,
        agent.agentId(),
        new Agent.Metadata(agent.metadata().createdAtUnixSecs(), now.getEpochSecond()));
  }

  private static ObjectNode received(byte[] body) {
    var document = StrictJson.object(body);
    document.remove(SERVERS_OWN);
    Courtesy.applyTo(document);
    return document;
  }

  private Agent agent(ObjectNode document, String agentId, Agent.Metadata metadata) {
    document.put(AGENT_ID, agentId);
    document.set(METADATA, Json.MAPPER.valueToTree(metadata));
    var agent = StrictJson.read(List.of(Flaw.BODY), document, Agent.class);
    var flaws = rules.flaws(agent);
    if (!flaws.isEmpty()) {
      throw new InvalidRequest(flaws);
    }
    return agent;
  }
}

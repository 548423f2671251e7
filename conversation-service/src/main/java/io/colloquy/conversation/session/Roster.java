package io.colloquy.conversation.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.conversation.prompt.Overrides;
import io.colloquy.conversation.prompt.Succession;
import io.colloquy.conversation.prompt.Variables;
import io.colloquy.rest.Workspace;
import java.util.Map;
import java.util.Optional;

/**
 * Makes ready who may speak in a conversation: the agent that the client asked for, the same in
 * another language, and those that take over. Its methods may block.
 */
final class Roster {

  private final Surroundings surroundings;

  Roster(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Whether an agent may speak. */
  sealed interface Outcome {

    /**
     * @param stored as it is kept, without overrides
     */
    record Ready(ActingAgent agent, Agent stored) implements Outcome {}

    /** The reason is fit for clients and models. */
    record Refused(String reason) implements Outcome {}
  }

  /** The agent that a client asks for, with the client's overrides. */
  Outcome first(EdgeInput.Opened opened) {
    var found = surroundings.agents().find(opened.agentId());
    if (found.isEmpty()) {
      return new Outcome.Refused("The AI agent you are trying to reach does not exist.");
    }
    var initiation = opened.initiation();
    return switch (Overrides.apply(found.get().agent(), initiation.conversationConfigOverride())) {
      case Overrides.Outcome.Refused(String path) ->
          new Outcome.Refused("Override for field '" + path + "' is not allowed by config.");
      case Overrides.Outcome.Applied(ConversationConfig config) ->
          ready(found.get(), config, initiation.dynamicVariables(), Map.of());
    };
  }

  /** The agent that spoke when another owner let go of the conversation. */
  ActingAgent restored(Snapshot snapshot) {
    return acting(
        new Workspace(snapshot.workspace()),
        snapshot.agentId(),
        snapshot.config(),
        variables(
            snapshot.config(),
            snapshot.opened().initiation().dynamicVariables(),
            snapshot.variables()));
  }

  /**
   * The same agent in another of its languages; empty if it does not speak it.
   *
   * @param opened how the conversation began: its overrides hold for its first agent
   */
  Optional<ActingAgent> in(String language, ActingAgent current, EdgeInput.Opened opened) {
    boolean isFirst = current.agentId().equals(opened.agentId());
    var initiation = opened.initiation();
    var override =
        isFirst ? initiation.conversationConfigOverride() : Json.MAPPER.createObjectNode();
    return surroundings
        .agents()
        .find(current.agentId())
        .map(found -> Overrides.in(language, found.agent(), override))
        .filter(Overrides.Outcome.Applied.class::isInstance)
        .map(Overrides.Outcome.Applied.class::cast)
        .map(
            applied ->
                isFirst ? applied.config() : Succession.line(applied.config(), current.config()))
        .map(config -> acting(current.workspace(), current.agentId(), config, current.variables()));
  }

  /** Another agent of the same workspace, to go on with the conversation. */
  Outcome successor(String agentId, ActingAgent current, EdgeInput.Opened opened) {
    var found =
        surroundings
            .agents()
            .find(agentId)
            .filter(owned -> owned.workspace().equals(current.workspace().id()));
    if (found.isEmpty()) {
      return new Outcome.Refused("There is no agent with this id.");
    }
    var config = Succession.of(found.get().agent(), current.config());
    return ready(
        found.get(),
        config,
        opened.initiation().dynamicVariables(),
        current.variables().assigned());
  }

  private Outcome ready(
      OwnedAgent owned, ConversationConfig config, ObjectNode given, Map<String, Object> assigned) {
    var agent =
        acting(
            new Workspace(owned.workspace()),
            owned.agent().agentId(),
            config,
            variables(config, given, assigned));
    var missing = agent.missingVariables();
    return missing.isEmpty()
        ? new Outcome.Ready(agent, owned.agent())
        : new Outcome.Refused("Missing required dynamic variables: " + String.join(", ", missing));
  }

  private static Variables variables(
      ConversationConfig config, ObjectNode given, Map<String, Object> assigned) {
    return Variables.of(config.agent(), given, assigned);
  }

  private ActingAgent acting(
      Workspace workspace, String agentId, ConversationConfig config, Variables variables) {
    var offers = surroundings.tools().offers(workspace, config.agent().prompt());
    return new ActingAgent(workspace, agentId, config, Toolbox.of(offers, config), variables);
  }
}

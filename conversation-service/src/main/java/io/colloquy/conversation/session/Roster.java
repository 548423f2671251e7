package io.colloquy.conversation.session;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.Initiation;
import io.colloquy.conversation.prompt.Instructions;
import io.colloquy.conversation.prompt.Knowledge;
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

  private final String conversationId;
  private final Surroundings surroundings;

  Roster(String conversationId, Surroundings surroundings) {
    this.conversationId = conversationId;
    this.surroundings = surroundings;
  }

  /** Whether an agent may speak. */
  sealed interface Outcome {

    record Ready(ActingAgent agent) implements Outcome {}

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
          mayExtend(found.get().agent(), initiation)
              ? ready(found.get(), config, opened, Map.of())
              : new Outcome.Refused(
                  "Override for field 'custom_llm_extra_body' is not allowed by config.");
    };
  }

  /** Whether the sound of a conversation that begins like this may be kept. */
  boolean recordsVoice(EdgeInput.Opened opened) {
    return surroundings
        .agents()
        .find(opened.agentId())
        .map(owned -> owned.agent().platformSettings().recordsVoice())
        .orElse(false);
  }

  /** Whether the client may add to the requests of a custom LLM what it wants to add. */
  private static boolean mayExtend(Agent agent, Initiation initiation) {
    var overrides = agent.platformSettings().rest().getOrDefault("overrides", Map.of());
    return initiation.customLlmExtraBody().isEmpty()
        || Json.MAPPER.valueToTree(overrides).path("custom_llm_extra_body").asBoolean(false);
  }

  /** The agent that spoke when another owner let go of the conversation. */
  Outcome restored(Snapshot snapshot) {
    var given = snapshot.opened().initiation().dynamicVariables();
    var variables = Variables.of(snapshot.config().agent(), given, snapshot.variables());
    var workspace = new Workspace(snapshot.workspace());
    return acting(
        workspace,
        snapshot.agentId(),
        snapshot.agentName(),
        snapshot.config(),
        variables,
        snapshot.opened(),
        find(workspace, snapshot.config(), variables),
        snapshot.zeroRetention());
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
        .map(Overrides.Outcome.Applied::config)
        .map(config -> isFirst ? config : Succession.line(config, current.config()))
        .map(
            config ->
                acting(
                    current.workspace(),
                    current.agentId(),
                    current.name(),
                    config,
                    current.variables(),
                    opened,
                    tools(config, current),
                    current.zeroRetention()))
        .filter(Outcome.Ready.class::isInstance)
        .map(Outcome.Ready.class::cast)
        .map(Outcome.Ready::agent);
  }

  /** Asking for tools takes time, and most languages of an agent have the same. */
  private Surroundings.Found tools(ConversationConfig config, ActingAgent current) {
    var prompt = config.agent().prompt();
    var before = current.config().agent().prompt();
    boolean same =
        prompt.toolIds().equals(before.toolIds())
            && prompt.tools().equals(before.tools())
            && prompt.builtInTools().equals(before.builtInTools())
            && prompt.mcpServerIds().equals(before.mcpServerIds())
            && prompt.nativeMcpServerIds().equals(before.nativeMcpServerIds());
    return same
        ? current.toolbox().found()
        : find(current.workspace(), config, current.variables());
  }

  private Surroundings.Found find(
      Workspace workspace, ConversationConfig config, Variables variables) {
    return surroundings.tools().find(workspace, config.agent().prompt(), variables.ofTheCall());
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
    return ready(found.get(), config, opened, current.variables().assigned());
  }

  private Outcome ready(
      OwnedAgent owned,
      ConversationConfig config,
      EdgeInput.Opened opened,
      Map<String, Object> assigned) {
    var variables = Variables.of(config.agent(), opened.initiation().dynamicVariables(), assigned);
    var outcome =
        acting(
            new Workspace(owned.workspace()),
            owned.agent().agentId(),
            owned.agent().name(),
            config,
            variables,
            opened,
            find(new Workspace(owned.workspace()), config, variables),
            owned.agent().platformSettings().zeroRetention());
    if (outcome instanceof Outcome.Ready(ActingAgent agent)) {
      if (Instructions.isTooLong(agent.rawInstructions())) {
        return new Outcome.Refused("The agent's prompt with its knowledge base exceeds 2 MiB.");
      }
      if (!agent.missingVariables().isEmpty()) {
        return new Outcome.Refused(
            "Missing required dynamic variables: " + String.join(", ", agent.missingVariables()));
      }
    }
    return outcome;
  }

  private Outcome acting(
      Workspace workspace,
      String agentId,
      String name,
      ConversationConfig config,
      Variables variables,
      EdgeInput.Opened opened,
      Surroundings.Found found,
      boolean zeroRetention) {
    var toolbox = Toolbox.of(found, config, opened.phoneCall().isPresent());
    var knowledge = Knowledge.of(surroundings.retrieval(), workspace, config.agent().prompt());
    try {
      var model =
          surroundings
              .models()
              .of(workspace, conversationId, config, variables, opened.initiation());
      return new Outcome.Ready(
          new ActingAgent(
              workspace,
              agentId,
              name,
              config,
              toolbox,
              variables,
              knowledge,
              model,
              zeroRetention));
    } catch (CustomModels.Unusable e) {
      return new Outcome.Refused(e.getMessage());
    }
  }
}

package io.colloquy.conversation.session;

import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.llm.CustomModel;
import io.colloquy.conversation.prompt.Instructions;
import io.colloquy.conversation.prompt.Knowledge;
import io.colloquy.conversation.prompt.SystemVariables;
import io.colloquy.conversation.prompt.Variables;
import io.colloquy.conversation.tools.ToolVariables;
import io.colloquy.rest.Workspace;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The agent that speaks, as it is at this moment of a conversation.
 *
 * @param config the agent's, in the language of the moment, under the client's overrides
 * @param model the customer's own, if it uses one
 * @param zeroRetention whether nothing that is said may be kept anywhere
 */
record ActingAgent(
    Workspace workspace,
    String agentId,
    String name,
    ConversationConfig config,
    Toolbox toolbox,
    Variables variables,
    Knowledge knowledge,
    Optional<CustomModel> model,
    boolean zeroRetention) {

  ActingAgent with(Variables others) {
    return new ActingAgent(
        workspace, agentId, name, config, toolbox, others, knowledge, model, zeroRetention);
  }

  /** What its model is told first of all. */
  String instructions(SystemVariables system) {
    return Instructions.of(
        config, variables.fill(config.agent().prompt().prompt(), system), knowledge);
  }

  /** The same without the platform's variables. */
  String rawInstructions() {
    return Instructions.of(config, variables.fill(config.agent().prompt().prompt()), knowledge);
  }

  /** The dynamic variables that it needs and that have no value. */
  Set<String> missingVariables() {
    var agent = config.agent();
    Set<String> missing = new TreeSet<>();
    missing.addAll(variables.missing(agent.prompt().prompt(), agent.firstMessage()));
    missing.addAll(variables.missing(ToolVariables.needed(toolbox.offers())));
    return missing;
  }
}

package io.colloquy.conversation.session;

import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.conversation.prompt.Variables;
import io.colloquy.conversation.tools.ToolVariables;
import io.colloquy.rest.Workspace;
import java.util.Set;
import java.util.TreeSet;

/**
 * The agent that speaks, as it is at this moment of a conversation.
 *
 * @param config the agent's, in the language of the moment, under the client's overrides
 */
record ActingAgent(
    Workspace workspace,
    String agentId,
    ConversationConfig config,
    Toolbox toolbox,
    Variables variables) {

  ActingAgent with(Variables others) {
    return new ActingAgent(workspace, agentId, config, toolbox, others);
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

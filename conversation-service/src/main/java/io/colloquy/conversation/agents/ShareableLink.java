package io.colloquy.conversation.agents;

import io.colloquy.contracts.agent.Agent;
import java.util.Optional;

/**
 * The token with which anybody may talk to an agent (page 077). There is none unless the agent has
 * a {@code shareable_token}, and it is good as long as the agent has it.
 */
record ShareableLink(String agentId, Optional<Token> token) {

  record Token(
      String agentId,
      String conversationToken,
      Optional<Long> expirationTimeUnixSecs,
      Optional<String> conversationId,
      String purpose) {}

  static ShareableLink of(Agent agent) {
    return new ShareableLink(
        agent.agentId(),
        agent
            .platformSettings()
            .auth()
            .shareableToken()
            .map(
                token ->
                    new Token(
                        agent.agentId(),
                        token,
                        Optional.empty(),
                        Optional.empty(),
                        "shareable_link")));
  }
}

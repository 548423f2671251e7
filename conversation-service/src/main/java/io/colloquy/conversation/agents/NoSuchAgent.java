package io.colloquy.conversation.agents;

/** There is no agent with this id, or no longer. */
final class NoSuchAgent extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoSuchAgent(String agentId) {
    super("No agent has the id '" + agentId + "'.");
  }
}

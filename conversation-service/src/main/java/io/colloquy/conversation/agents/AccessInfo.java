package io.colloquy.conversation.agents;

/**
 * Who made an agent, and what the caller may do with it. Keys belong to a workspace rather than to
 * persons, and so do agents.
 */
record AccessInfo(boolean isCreator, String creatorName, String creatorEmail, String role) {

  static final AccessInfo OF_WORKSPACE = new AccessInfo(true, "Workspace", "", "admin");
}

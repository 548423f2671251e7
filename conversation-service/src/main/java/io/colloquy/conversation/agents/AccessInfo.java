package io.colloquy.conversation.agents;

/**
 * Who made an agent, and what the caller may do with it. An instance of Colloquy is one workspace,
 * and its keys belong to it rather than to persons.
 */
record AccessInfo(boolean isCreator, String creatorName, String creatorEmail, String role) {

  static final AccessInfo OF_WORKSPACE = new AccessInfo(true, "Workspace", "", "admin");
}

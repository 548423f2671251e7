package io.colloquy.conversation.mcp;

/** Whether the user has to allow a use of a tool. */
enum Approval {
  GIVEN,
  REQUIRED
}

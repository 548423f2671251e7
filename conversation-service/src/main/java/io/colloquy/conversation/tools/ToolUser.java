package io.colloquy.conversation.tools;

/** Uses the tools of one kind: webhooks, tools of MCP servers. */
public interface ToolUser {

  /** The {@code type} of the tools that it uses. */
  String type();

  /**
   * Blocks, on a virtual thread, until the tool has answered or its time is over. Whatever goes
   * wrong on the tool's side is a result; a call that ends meanwhile interrupts.
   */
  ToolResult use(ToolUse use) throws InterruptedException;
}

package io.colloquy.conversation.mcp.client;

/** An MCP server does not do what it should. The message is for who configured it. */
public final class McpFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean sessionGone;

  public McpFailure(String message) {
    this(message, false);
  }

  private McpFailure(String message, boolean sessionGone) {
    super(message);
    this.sessionGone = sessionGone;
  }

  /** The server does not know the session any more: a new one may do. */
  static McpFailure sessionGone() {
    return new McpFailure("The MCP server ended the session.", true);
  }

  boolean isSessionGone() {
    return sessionGone;
  }
}

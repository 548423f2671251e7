package io.colloquy.conversation.mcp.client;

/** An MCP server does not do what it should. The message is for who configured it. */
public final class McpFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  private enum Kind {
    SESSION_GONE,
    UNAUTHORIZED,
    OTHER
  }

  public McpFailure(String message) {
    this(message, Kind.OTHER);
  }

  private McpFailure(String message, Kind kind) {
    super(message);
    this.kind = kind;
  }

  /** The server does not know the session any more: a new one may do. */
  static McpFailure sessionGone() {
    return new McpFailure("The MCP server ended the session.", Kind.SESSION_GONE);
  }

  /** True if nothing was done, and a new session may do it. */
  public boolean isSessionGone() {
    return kind == Kind.SESSION_GONE;
  }

  /** The server does not know who asks. */
  static McpFailure unauthorized(int status) {
    return new McpFailure(
        "The MCP server refused the credentials (status %d).".formatted(status), Kind.UNAUTHORIZED);
  }

  /** True if nothing was done, and other credentials may do it. */
  public boolean isUnauthorized() {
    return kind == Kind.UNAUTHORIZED;
  }
}

package io.colloquy.conversation.mcp.client;

import java.util.Map;

/**
 * An MCP server.
 *
 * @param url may hold a secret
 * @param headers of every request, in any case of letters; may hold secrets
 */
public record Endpoint(Transport transport, String url, Map<String, String> headers) {

  /** How messages travel. */
  public enum Transport {
    SSE,
    STREAMABLE_HTTP
  }

  public Endpoint {
    headers = Map.copyOf(headers);
  }

  /** Keeps secrets out of logs. */
  @Override
  public String toString() {
    return "Endpoint[" + transport + "]";
  }
}

package io.colloquy.conversation.mcp;

import io.colloquy.conversation.tools.Offer;
import java.util.List;

/**
 * What an agent's MCP servers have to offer at this moment.
 *
 * @param offers with names that differ from each other. The configuration of each is that of an MCP
 *     tool ({@code mcp_server_id}, {@code mcp_tool_name}, {@code approval_policy}, …) and says with
 *     {@code requires_approval} whether the user has to allow each use
 * @param servers every one that was asked for, in that order
 */
public record McpRoster(List<Offer> offers, List<Reached> servers) {

  /**
   * One server.
   *
   * @param isConnected false if it is not there, or gave no answer in time
   * @param toolCount how many tools it has, those that may not be used among them
   */
  public record Reached(String serverId, boolean isConnected, int toolCount) {}

  public McpRoster {
    offers = List.copyOf(offers);
    servers = List.copyOf(servers);
  }
}

package io.colloquy.gateway.capacity;

import io.colloquy.contracts.agent.PlatformSettings.CallLimits;

/**
 * How many conversations a workspace and one of its agents may have at once, and the agent in a day
 * (pages 040, 041).
 *
 * @param workspace calls of the workspace; {@link #NONE} for no limit, as with the others
 * @param agent calls of the agent, whatever the workspace has left
 * @param daily conversations of the agent that begin on one day
 * @param bursting whether this agent's calls may go beyond the workspace's limit
 */
public record Limits(int workspace, int agent, int daily, boolean bursting) {

  public static final int NONE = Integer.MAX_VALUE;

  private static final int BURST_FACTOR = 3;
  private static final int BURST_CEILING = 300;
  private static final int CHAT_FACTOR = 25;

  /**
   * @param workspace calls of the workspace; a negative number for no limit
   */
  public static Limits of(int workspace, CallLimits agent) {
    // Every agent has the documented default; who wants none is not to be stopped by it.
    int daily = agent.dailyLimit() == CallLimits.DEFAULT_DAILY_LIMIT ? NONE : agent.dailyLimit();
    return new Limits(
        orNone(workspace),
        orNone(agent.agentConcurrencyLimit()),
        orNone(daily),
        agent.burstingEnabled());
  }

  private static int orNone(int limit) {
    return limit < 0 ? NONE : limit;
  }

  public boolean areNone() {
    return workspace == NONE && agent == NONE && daily == NONE;
  }

  /** Calls of the workspace with those that cost double; the ceiling never takes any away. */
  public int mostCalls() {
    return bursting
        ? Math.max(workspace, Math.min(times(workspace, BURST_FACTOR), BURST_CEILING))
        : workspace;
  }

  /** Chats have a pool of their own, which knows no burst. */
  public int mostChats() {
    return times(workspace, CHAT_FACTOR);
  }

  public int mostChatsOfAgent() {
    return times(agent, CHAT_FACTOR);
  }

  private static int times(int limit, int factor) {
    return (int) Math.min(NONE, (long) limit * factor);
  }
}

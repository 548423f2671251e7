package io.colloquy.analysis.store;

import io.colloquy.rest.Workspace;

/**
 * Something that is to be done about a conversation after its end, held by one instance for a time.
 *
 * @param attempt how often this step is taken with this time, from 1
 * @param lease proves that it is held; whoever has a later one holds it now
 */
public record AfterCall(
    String conversationId,
    Workspace workspace,
    String agentId,
    Step step,
    int attempt,
    String lease) {

  /**
   *
   *
   * <pre>
   *   complete, or waited for long enough ──▶ ANALYSE ──concluded──▶ ANNOUNCE ──▶ gone
   *                                                                 │             ▲
   *                                          its recording is late ─┴──▶ SOUND ───┘
   * </pre>
   */
  public enum Step {
    ANALYSE,
    ANNOUNCE,
    SOUND
  }
}

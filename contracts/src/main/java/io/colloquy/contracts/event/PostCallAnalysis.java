package io.colloquy.contracts.event;

import io.colloquy.contracts.analysis.Analysis;
import java.time.Instant;

/**
 * The data of an event on {@code post-call-analysis}: what came of a finished conversation.
 *
 * @param run from 1; a conversation that is analysed again has one event more
 * @param status {@code done} or {@code failed}
 * @param durationSecs from the start of the conversation to its end
 * @param analysedAtUnixSecs when this analysis was kept
 */
public record PostCallAnalysis(
    String conversationId,
    String agentId,
    int run,
    String status,
    long startedAtUnixSecs,
    int durationSecs,
    long analysedAtUnixSecs,
    Analysis analysis) {

  public static final String TYPE = "io.colloquy.conversation.analysed.v1";

  /** The public event that carries it; its id is the same each time. */
  public CloudEvent<PostCallAnalysis> event() {
    return new CloudEvent<>(
        conversationId + ".analysis." + run,
        TYPE,
        "/analysis-service",
        conversationId,
        Instant.ofEpochSecond(analysedAtUnixSecs),
        this);
  }
}

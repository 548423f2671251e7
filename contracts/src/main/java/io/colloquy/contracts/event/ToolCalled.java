package io.colloquy.contracts.event;

import java.time.Instant;

/**
 * The data of an event on {@code tool-calls}: a tool was used by an agent, or was to be.
 *
 * @param agentId the agent that used it
 * @param calledAtUnixMs when the model asked for it, in milliseconds since 1970
 */
public record ToolCalled(
    String conversationId,
    String agentId,
    long calledAtUnixMs,
    TranscriptTurn.ToolUse call,
    TranscriptTurn.ToolResult result) {

  public static final String TYPE = "io.colloquy.tool.called.v1";

  /** The public event that carries it; its id is the same each time. */
  public CloudEvent<ToolCalled> event(Instant now) {
    return new CloudEvent<>(
        conversationId + ".tool." + call.requestId(),
        TYPE,
        "/conversation-service",
        conversationId,
        now,
        this);
  }
}

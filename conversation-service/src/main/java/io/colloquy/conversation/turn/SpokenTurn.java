package io.colloquy.conversation.turn;

import io.colloquy.contracts.event.TranscriptTurn;
import java.util.Map;
import java.util.Optional;

/**
 * A turn that is over, as it belongs into the transcript.
 *
 * @param index from 0 within the conversation
 * @param beganAtMs epoch milliseconds
 * @param message what was heard
 * @param original what would have been said, for an agent turn that was interrupted
 * @param typed true when the user typed it or the agent only wrote it
 * @param metricsMs named durations in milliseconds
 */
public record SpokenTurn(
    int index,
    TranscriptTurn.Role role,
    String message,
    long beganAtMs,
    Optional<String> original,
    boolean typed,
    Map<String, Double> metricsMs) {

  public SpokenTurn {
    metricsMs = Map.copyOf(metricsMs);
  }
}

package io.colloquy.contracts.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The data of an event on {@code transcripts}: one turn, published when it is over, holding what
 * was heard.
 *
 * @param index from 0, rising by one within the conversation
 * @param timeInCallSecs when the turn began, in seconds from the start of the conversation
 * @param interrupted true for an agent turn that the user cut short
 * @param originalMessage what the agent would have said, when it was interrupted
 * @param sourceMedium {@code audio} or {@code text}
 * @param metricsMs named durations in milliseconds
 * @param voices the message voice by voice, where the agent changed voices; else empty
 */
public record TranscriptTurn(
    String conversationId,
    String agentId,
    int index,
    Role role,
    String message,
    int timeInCallSecs,
    boolean interrupted,
    Optional<String> originalMessage,
    Optional<String> sourceMedium,
    Map<String, Double> metricsMs,
    List<VoicePart> voices) {

  public static final String TYPE = "io.colloquy.transcript.turn.v1";

  public TranscriptTurn {
    metricsMs = Map.copyOf(metricsMs);
    voices = voices == null ? List.of() : List.copyOf(voices); // not in events of earlier versions
  }

  /**
   * What one voice said.
   *
   * @param voiceLabel empty for the agent's own voice
   * @param timeInCallSecs when it began, in seconds from the start of the conversation, if known
   */
  public record VoicePart(
      String text, Optional<String> voiceLabel, Optional<Integer> timeInCallSecs) {}

  public enum Role {
    USER,
    AGENT;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The public event that carries this turn; its id is the same each time. */
  public CloudEvent<TranscriptTurn> event(Instant now) {
    return new CloudEvent<>(
        conversationId + ".turn." + index,
        TYPE,
        "/conversation-service",
        conversationId,
        now,
        this);
  }
}

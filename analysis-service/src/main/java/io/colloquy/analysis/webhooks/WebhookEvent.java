package io.colloquy.analysis.webhooks;

import io.colloquy.analysis.webhooks.delivery.EventKind;
import io.colloquy.contracts.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that a workspace may want to be told.
 *
 * @param data JSON, which is sent as it is, byte by byte; empty for a recording, which is read when
 *     it is sent
 * @param handling what may be done to bring it
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
public record WebhookEvent(
    String workspace,
    String agentId,
    String conversationId,
    EventKind kind,
    byte[] data,
    Instant happenedAt,
    Handling handling) {

  /** What may be done to bring an event. */
  public enum Handling {
    /** Tried again and again, and kept for a while so that it can be replayed. */
    USUAL,
    /** Tried again and again, and gone as soon as it was brought or given up. */
    NOT_KEPT,
    /** Tried once, as HIPAA wants it (page 035), and gone after that. */
    ONCE;

    boolean isRetried() {
      return this != ONCE;
    }

    boolean isKept() {
      return this == USUAL;
    }
  }

  /** Why a call that was to be made has not begun. */
  public enum FailureReason {
    BUSY("busy"),
    NO_ANSWER("no-answer"),
    UNKNOWN("unknown");

    private final String wireName;

    FailureReason(String wireName) {
      this.wireName = wireName;
    }
  }

  /**
   * A call is over and analysed.
   *
   * @param conversation as {@code GET /v1/convai/conversations/{id}} answers it
   */
  public static WebhookEvent transcription(
      String workspace,
      String agentId,
      String conversationId,
      byte[] conversation,
      Instant happenedAt,
      Handling handling) {
    return new WebhookEvent(
        workspace,
        agentId,
        conversationId,
        EventKind.POST_CALL_TRANSCRIPTION,
        conversation,
        happenedAt,
        handling);
  }

  /** A call was recorded, and its recording is complete. */
  public static WebhookEvent audio(
      String workspace,
      String agentId,
      String conversationId,
      Instant happenedAt,
      Handling handling) {
    return new WebhookEvent(
        workspace,
        agentId,
        conversationId,
        EventKind.POST_CALL_AUDIO,
        new byte[0],
        happenedAt,
        handling);
  }

  /**
   * A call that was to be made has not begun.
   *
   * @param provider {@code twilio} or {@code sip}
   * @param details what the provider said, in its own words
   */
  public static WebhookEvent callInitiationFailure(
      String workspace,
      String agentId,
      String conversationId,
      FailureReason reason,
      String provider,
      Map<String, ?> details,
      Instant happenedAt) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("agent_id", agentId);
    data.put("conversation_id", conversationId);
    data.put("failure_reason", reason.wireName);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("type", provider);
    metadata.put("body", details);
    data.put("metadata", metadata);
    return new WebhookEvent(
        workspace,
        agentId,
        conversationId,
        EventKind.CALL_INITIATION_FAILURE,
        Json.bytes(data),
        happenedAt,
        Handling.USUAL);
  }

  /** Keeps what was said out of logs. */
  @Override
  public String toString() {
    return "WebhookEvent[%s of %s]".formatted(kind.wireName(), conversationId);
  }
}

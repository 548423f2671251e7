package io.colloquy.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/**
 * The data of an event that tells that what was kept of a conversation was deleted, and that
 * whoever has a copy is to delete it as well. Other events of the conversation may come after it.
 *
 * @param transcript whether its words and all that tells of persons are gone
 * @param audio whether its sound is gone
 */
public record ConversationDeleted(
    String conversationId,
    String agentId,
    long deletedAtUnixSecs,
    Reason reason,
    boolean transcript,
    boolean audio) {

  public static final String TYPE = "io.colloquy.conversation.deleted.v1";

  /** Why it was deleted. */
  public enum Reason {
    /** Somebody has asked for it; nothing is left of it. */
    REQUEST,
    /** Its time was over; what it says of no person is still to be had. */
    RETENTION;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Tells it apart from what else is told on the topic. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public String kind() {
    return "deleted";
  }

  /** The public event that carries it; its id is the same each time. */
  public CloudEvent<ConversationDeleted> event() {
    return new CloudEvent<>(
        id(),
        TYPE,
        "/analysis-service",
        conversationId,
        Instant.ofEpochSecond(deletedAtUnixSecs),
        this);
  }

  /** Of the event. What is deleted by its time may be deleted in two parts, or before a request. */
  public String id() {
    return switch (reason) {
      case REQUEST -> conversationId + ".deleted";
      case RETENTION -> conversationId + ".expired." + deletedAtUnixSecs;
    };
  }
}

package io.colloquy.telephony.batch;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import java.util.Locale;
import java.util.Optional;

/**
 * One of those whom a batch is to call.
 *
 * @param id the client's own, or one of ours; unlike those of all others of the batch
 * @param conversationId of the call, once there is one
 * @param conversationInitiationClientData what the agent is to know, as the client wrote it
 */
record Recipient(
    String id,
    String phoneNumber,
    Status status,
    long createdAtUnix,
    long updatedAtUnix,
    Optional<String> conversationId,
    Optional<JsonNode> conversationInitiationClientData) {

  enum Status {
    PENDING,
    INITIATED,
    IN_PROGRESS,
    COMPLETED,
    FAILED,
    CANCELLED,
    VOICEMAIL;

    /** Whether nothing more will come of the call. */
    boolean isFinal() {
      return switch (this) {
        case PENDING, INITIATED, IN_PROGRESS -> false;
        case COMPLETED, FAILED, CANCELLED, VOICEMAIL -> true;
      };
    }

    @JsonValue
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Recipient requested(ObjectNode request, long nowUnix) {
    return new Recipient(
        Optional.ofNullable(request.path("id").textValue())
            .orElseGet(() -> Ids.random("recipient_")),
        request.path("phone_number").textValue(),
        Status.PENDING,
        nowUnix,
        nowUnix,
        Optional.empty(),
        Optional.ofNullable(request.get("conversation_initiation_client_data"))
            .filter(JsonNode::isObject));
  }

  /** The call broke down, or nobody answered but a machine. */
  boolean deservesRetry() {
    return status == Status.FAILED || status == Status.VOICEMAIL;
  }

  Recipient cancelled(long nowUnix) {
    return status.isFinal() ? this : with(Status.CANCELLED, conversationId, nowUnix);
  }

  Recipient retried(long nowUnix) {
    return deservesRetry() ? with(Status.PENDING, Optional.empty(), nowUnix) : this;
  }

  private Recipient with(Status next, Optional<String> conversation, long nowUnix) {
    return new Recipient(
        id,
        phoneNumber,
        next,
        createdAtUnix,
        nowUnix,
        conversation,
        conversationInitiationClientData);
  }
}

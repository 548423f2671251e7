package io.colloquy.telephony.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One of those whom a batch is to call. Times are unix seconds.
 *
 * <pre>
 *   PENDING ──▶ INITIATED ──▶ IN_PROGRESS ──▶ COMPLETED, FAILED, VOICEMAIL
 *     ▲ └───────────┴──────cancel──┴────▶ CANCELLED          │        │
 *     └─────────────────────── retry ────────────────────────┴────────┘
 * </pre>
 *
 * @param id the client's own, or one of ours; unlike those of all others of the batch
 * @param conversationId of the call, once there is one
 * @param request as the client wrote it
 */
record Recipient(
    String id,
    Status status,
    long createdAtUnix,
    long updatedAtUnix,
    Optional<String> conversationId,
    ObjectNode request) {

  private static final String CLIENT_DATA = "conversation_initiation_client_data";

  enum Status {
    PENDING,
    INITIATED,
    IN_PROGRESS,
    COMPLETED,
    FAILED,
    CANCELLED,
    VOICEMAIL;

    /** Whether nothing more will come of the call. */
    private boolean isFinal() {
      return switch (this) {
        case PENDING, INITIATED, IN_PROGRESS -> false;
        case COMPLETED, FAILED, CANCELLED, VOICEMAIL -> true;
      };
    }

    /** The call broke down, nobody answered, or nobody but a machine. */
    private boolean deservesRetry() {
      return this == FAILED || this == VOICEMAIL;
    }

    /** A cancellation reaches them. */
    static List<String> stillToCome() {
      return Arrays.stream(values()).filter(s -> !s.isFinal()).map(Status::wireName).toList();
    }

    /** A retry is for them. */
    static List<String> inVain() {
      return Arrays.stream(values()).filter(Status::deservesRetry).map(Status::wireName).toList();
    }

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * All whom a request names, in its order.
   *
   * @param requested as the document of the interface demands
   * @throws InvalidRequest if two have the same id
   */
  static List<Recipient> requested(JsonNode requested, long nowUnix) {
    List<Recipient> recipients = new ArrayList<>();
    List<Flaw> flaws = new ArrayList<>();
    var ids = new HashSet<String>();
    for (int i = 0; i < requested.size(); i++) {
      var recipient = requested((ObjectNode) requested.get(i), nowUnix);
      if (!ids.add(recipient.id)) {
        flaws.add(
            Flaw.ofValue(
                List.of(Flaw.BODY, "recipients", i, "id"), "Another recipient has this id"));
      }
      recipients.add(recipient);
    }
    if (!flaws.isEmpty()) {
      throw new InvalidRequest(flaws);
    }
    return recipients;
  }

  private static Recipient requested(ObjectNode request, long nowUnix) {
    var id =
        Optional.ofNullable(request.path("id").textValue())
            .orElseGet(() -> Ids.random("recipient_"));
    return new Recipient(id, Status.PENDING, nowUnix, nowUnix, Optional.empty(), request);
  }

  String phoneNumber() {
    return request.path("phone_number").asText();
  }

  /** What the agent is to know of whom it calls. */
  JsonNode dynamicVariables() {
    return request.path(CLIENT_DATA).path("dynamic_variables");
  }

  /** What clients see. */
  ObjectNode view() {
    var view = request.deepCopy();
    view.put("id", id);
    view.put("status", status.wireName());
    view.put("created_at_unix", createdAtUnix);
    view.put("updated_at_unix", updatedAtUnix);
    view.put("conversation_id", conversationId.orElse(null));
    if (!view.has(CLIENT_DATA)) {
      view.putNull(CLIENT_DATA);
    }
    return view;
  }
}

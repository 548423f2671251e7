package io.colloquy.contracts.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.colloquy.contracts.edge.Initiation;
import io.colloquy.contracts.edge.PhoneCall;
import io.colloquy.contracts.llm.LlmUsage;
import java.time.Instant;
import java.util.Optional;

/** The data of an event on {@code conversations}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ConversationEvent.Started.class, name = "started"),
  @JsonSubTypes.Type(value = ConversationEvent.Ended.class, name = "ended")
})
public sealed interface ConversationEvent {

  String STARTED = "io.colloquy.conversation.started.v1";
  String ENDED = "io.colloquy.conversation.ended.v1";

  String conversationId();

  String agentId();

  /**
   * @param recorded whether its sound is kept; false in events of earlier versions
   * @param phoneCall present if it is held by telephone
   */
  record Started(
      String conversationId,
      String agentId,
      String agentName,
      long startedAtUnixSecs,
      String authorizationMethod,
      Optional<String> source,
      Optional<String> sourceVersion,
      String language,
      boolean textOnly,
      Initiation initiation,
      boolean recorded,
      Optional<PhoneCall> phoneCall)
      implements ConversationEvent {
    public Started {
      // Not in events of earlier versions:
      phoneCall = phoneCall == null ? Optional.empty() : phoneCall;
    }

    /** Of a conversation that is neither recorded nor held by telephone. */
    public Started(
        String conversationId,
        String agentId,
        String agentName,
        long startedAtUnixSecs,
        String authorizationMethod,
        Optional<String> source,
        Optional<String> sourceVersion,
        String language,
        boolean textOnly,
        Initiation initiation) {
      this(
          conversationId,
          agentId,
          agentName,
          startedAtUnixSecs,
          authorizationMethod,
          source,
          sourceVersion,
          language,
          textOnly,
          initiation,
          false,
          Optional.empty());
    }
  }

  /**
   * @param turnCount how many transcript turns were published before this event
   * @param terminationReason free text for people
   * @param error present when the conversation failed
   * @param llmUsage of all answers that models were asked for, those included of which nothing was
   *     said
   */
  record Ended(
      String conversationId,
      String agentId,
      long startedAtUnixSecs,
      long endedAtUnixSecs,
      int turnCount,
      String terminationReason,
      Optional<Failure> error,
      Optional<LlmUsage> llmUsage)
      implements ConversationEvent {
    public Ended {
      // Not in events of earlier versions:
      llmUsage = llmUsage == null ? Optional.empty() : llmUsage;
    }

    /** An end of which it is not known what the models have used. */
    public Ended(
        String conversationId,
        String agentId,
        long startedAtUnixSecs,
        long endedAtUnixSecs,
        int turnCount,
        String terminationReason,
        Optional<Failure> error) {
      this(
          conversationId,
          agentId,
          startedAtUnixSecs,
          endedAtUnixSecs,
          turnCount,
          terminationReason,
          error,
          Optional.empty());
    }
  }

  /** Why a conversation failed; the code is the one that its client saw. */
  record Failure(int code, String reason) {}

  /** The public event that carries this data; its id is the same each time. */
  default CloudEvent<ConversationEvent> event(Instant now) {
    var type =
        switch (this) {
          case Started s -> STARTED;
          case Ended e -> ENDED;
        };
    var id = conversationId() + (this instanceof Started ? ".started" : ".ended");
    return new CloudEvent<>(id, type, "/conversation-service", conversationId(), now, this);
  }
}

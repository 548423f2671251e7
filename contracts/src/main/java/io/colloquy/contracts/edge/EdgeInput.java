package io.colloquy.contracts.edge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/** What an edge tells the owner of a conversation, free of any client protocol. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = EdgeInput.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = EdgeInput.UserMessage.class, name = "user_message"),
  @JsonSubTypes.Type(value = EdgeInput.UserActivity.class, name = "user_activity"),
  @JsonSubTypes.Type(value = EdgeInput.ContextualUpdate.class, name = "contextual_update"),
  @JsonSubTypes.Type(value = EdgeInput.ToolAnswered.class, name = "tool_answered"),
  @JsonSubTypes.Type(value = EdgeInput.NumberReached.class, name = "number_reached"),
  @JsonSubTypes.Type(value = EdgeInput.ToolJudged.class, name = "tool_judged"),
  @JsonSubTypes.Type(value = EdgeInput.Alive.class, name = "alive"),
  @JsonSubTypes.Type(value = EdgeInput.Closed.class, name = "closed")
})
public sealed interface EdgeInput {

  /**
   * The first message of every conversation. The answer is {@link EdgeOutput.Started} or Ended.
   *
   * @param burst whether the call is beyond what its workspace may have at the ordinary price: it
   *     costs twice as much, and its speech may wait for that of others (page 041). Settled when
   *     the call begins; a record without it is of no such call.
   * @param phoneCall present if the edge is a telephone line, which can be put through and plays
   *     keys
   */
  record Opened(
      String agentId,
      String authorizationMethod,
      Optional<String> source,
      Optional<String> sourceVersion,
      Initiation initiation,
      long openedAtMs,
      boolean burst,
      Optional<PhoneCall> phoneCall)
      implements EdgeInput {
    public Opened {
      phoneCall = phoneCall == null ? Optional.empty() : phoneCall;
    }

    /** A call within what its workspace may have, and not by telephone. */
    public Opened(
        String agentId,
        String authorizationMethod,
        Optional<String> source,
        Optional<String> sourceVersion,
        Initiation initiation,
        long openedAtMs) {
      this(
          agentId,
          authorizationMethod,
          source,
          sourceVersion,
          initiation,
          openedAtMs,
          false,
          Optional.empty());
    }
  }

  /** Raw samples in the conversation's input format; any number of whole or split samples. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared or hashed
  record Audio(byte[] samples) implements EdgeInput {}

  /**
   * Typed text and files: a user turn.
   *
   * @param text may be empty where there are files
   * @param fileIds of files that were uploaded in this conversation
   */
  record UserMessage(String text, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> fileIds)
      implements EdgeInput {
    public UserMessage {
      fileIds = fileIds == null ? List.of() : List.copyOf(fileIds);
    }

    public UserMessage(String text) {
      this(text, List.of());
    }
  }

  /** The user is doing something; the agent does not start to speak for the next 2 s. */
  record UserActivity() implements EdgeInput {}

  /** Background for the model; no turn of its own. A later one with the same id supersedes it. */
  record ContextualUpdate(String text, Optional<String> contextId) implements EdgeInput {}

  /** What came of an {@link EdgeOutput.ToolAsked}; of several for one call the first counts. */
  record ToolAnswered(String toolCallId, String result, boolean isError) implements EdgeInput {}

  /**
   * What came of an {@link EdgeOutput.NumberWanted}. Once a call was put through the agent leaves
   * it.
   *
   * @param conference where caller and callee meet, on lines that call it by a name
   * @param error why it was not put through, in words that a model can go by
   */
  record NumberReached(String toolCallId, Optional<String> conference, Optional<String> error)
      implements EdgeInput {}

  /** Whether the user allows the tool of an {@link EdgeOutput.McpToolUse} to be used. */
  record ToolJudged(String toolCallId, boolean isApproved) implements EdgeInput {}

  /** The edge still holds this conversation. Sent every {@link Liveness#INTERVAL}. */
  record Alive() implements EdgeInput {}

  /** The conversation's socket or line is gone; nothing that is sent will be heard. */
  record Closed(String reason) implements EdgeInput {}
}

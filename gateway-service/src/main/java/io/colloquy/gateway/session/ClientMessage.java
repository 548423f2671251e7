package io.colloquy.gateway.session;

import io.colloquy.contracts.edge.Initiation;
import java.util.List;
import java.util.Optional;

/** One message of a client, read from the wire. */
public sealed interface ClientMessage {

  /**
   * {@code conversation_initiation_client_data}.
   *
   * @param source which client library this is, where it says so here
   */
  record Initiate(Initiation initiation, Optional<String> source, Optional<String> sourceVersion)
      implements ClientMessage {}

  /** Raw samples in the conversation's input format. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared or hashed
  record Audio(byte[] samples) implements ClientMessage {}

  record Pong(int eventId) implements ClientMessage {}

  /**
   * @param text may be empty where there are files
   * @param fileIds as the client names files that it uploaded, each once
   */
  record UserMessage(String text, List<String> fileIds) implements ClientMessage {
    public UserMessage {
      fileIds = List.copyOf(fileIds);
    }

    public UserMessage(String text) {
      this(text, List.of());
    }
  }

  record UserActivity() implements ClientMessage {}

  record ContextualUpdate(String text, Optional<String> contextId) implements ClientMessage {}

  /** What came of a tool that the client was asked to use. */
  record ToolResult(String toolCallId, String result, boolean isError) implements ClientMessage {}

  /** Whether the user allows a tool to be used. */
  record ToolApproval(String toolCallId, boolean isApproved) implements ClientMessage {}

  /**
   * Belongs to a running conversation, but nothing here acts on it yet.
   *
   * @param type a name from the protocol, from a short fixed list
   */
  record Unserved(String type) implements ClientMessage {}

  /**
   * Harmless and without meaning here: an unknown type, or a member is missing.
   *
   * @param what names the case in a metric; from a short fixed list, never the client's own words
   */
  record Meaningless(String what) implements ClientMessage {}

  /**
   * Not a message at all.
   *
   * @param reason for the client's developer, without any of the message's content
   */
  record Unreadable(String reason) implements ClientMessage {}
}

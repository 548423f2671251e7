package io.colloquy.gateway.session;

import io.colloquy.contracts.edge.EdgeOutput;
import java.nio.charset.StandardCharsets;

/**
 * Why a socket is closed, as its client sees it. The whole table is in this service's README.
 *
 * @param code a close code that may be sent: 1000 to 1003, 1007 to 1014 or 3000 to 4999
 * @param reason fit for display; at most 123 bytes of UTF-8, longer ones are cut
 */
public record Ending(int code, String reason) {

  /** What RFC 6455 leaves for the reason in a close frame. */
  public static final int MAX_REASON_BYTES = 123;

  public static final Ending NO_AGENT_ID = new Ending(1008, "agent_id is required");
  public static final Ending UNKNOWN_AGENT =
      new Ending(1008, "there is no agent with this agent_id");
  public static final Ending NOT_AUTHORIZED =
      new Ending(3000, "this agent requires a valid API key");
  public static final Ending BAD_SIGNATURE =
      new Ending(3000, "the signed URL is not valid, has expired or was used already");
  public static final Ending WRONG_ORIGIN =
      new Ending(1008, "pages of this host may not call this agent");
  public static final Ending TOO_MANY =
      new Ending(1013, "too many requests, try again in a moment");
  public static final Ending NOT_READY =
      new Ending(1013, "the gateway is not ready yet, try again in a moment");
  public static final Ending WORKSPACE_FULL =
      new Ending(1013, "the workspace has as many calls as it may have at once");
  public static final Ending AGENT_FULL =
      new Ending(1013, "the agent has as many calls as it may have at once");
  public static final Ending DAY_USED_UP =
      new Ending(
          1013, "the agent has had as many calls as it may have in a day, which ends at 00:00 UTC");
  public static final Ending WORKSPACE_CHATS_FULL =
      new Ending(1013, "the workspace has as many chats as it may have at once");
  public static final Ending AGENT_CHATS_FULL =
      new Ending(1013, "the agent has as many chats as it may have at once");
  public static final Ending NO_INITIATION =
      new Ending(1008, "no conversation_initiation_client_data");
  public static final Ending WRONG_FIRST_MESSAGE =
      new Ending(1002, "the first message must be conversation_initiation_client_data");
  public static final Ending BROKEN_FRAME =
      new Ending(1002, "the frame does not follow the WebSocket protocol");
  public static final Ending OVERSIZED = new Ending(1009, "the message is too big");
  public static final Ending SILENT_CLIENT =
      new Ending(1008, "nothing was received from the client for too long");
  public static final Ending SLOW_CLIENT =
      new Ending(1008, "the client reads more slowly than the agent speaks");
  public static final Ending NO_ANSWER =
      new Ending(1011, "the agent did not start the conversation in time");
  public static final Ending LOST = new Ending(1011, "the conversation was lost");
  public static final Ending UNREACHABLE = new Ending(1011, "the agent cannot be reached");
  public static final Ending RESTARTING = new Ending(1001, "server is restarting");
  public static final Ending REFUSED_WHILE_RESTARTING = new Ending(1012, "server is restarting");
  public static final Ending MOVED =
      new Ending(1012, "the gateway lost its place, connect again in a moment");

  public Ending {
    code = isSendable(code) ? code : 1011;
    reason = cut(reason);
  }

  /** For a message that does not follow the protocol; the reason says how. */
  public static Ending unreadable(String reason) {
    return new Ending(1007, reason);
  }

  static Ending of(EdgeOutput.Ended ended) {
    return new Ending(ended.code(), ended.reason());
  }

  private static boolean isSendable(int code) {
    boolean ofTheProtocol =
        code >= 1000 && code <= 1014 && !(code >= 1004 && code <= 1006) && code != 1010;
    return ofTheProtocol || (code >= 3000 && code <= 4999);
  }

  private static String cut(String reason) {
    var bytes = reason.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MAX_REASON_BYTES) {
      return reason;
    }
    int end = MAX_REASON_BYTES;
    while (isContinuation(bytes[end])) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }
}

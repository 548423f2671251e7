package io.colloquy.conversation.session;

import java.nio.charset.StandardCharsets;

/** A WebSocket close reason holds at most 123 bytes of UTF-8 (RFC 6455, section 5.5). */
final class CloseReason {

  private static final int LONGEST = 123;

  static String fit(String reason) {
    if (reason.getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
      return reason;
    }
    int end = Math.min(reason.length(), LONGEST);
    while (reason.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      end--;
    }
    return reason.substring(0, end);
  }

  private CloseReason() {}
}

package io.colloquy.conversation.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What came of a tool's use.
 *
 * @param value what the model and the client are told, at most 64 KiB
 * @param isError true if the tool did not do what it should; the value says why, in words that a
 *     model can go by
 * @param details what was asked of whom, for the transcript: a {@code tool_details} of the history,
 *     free of secrets
 */
public record ToolResult(String value, boolean isError, Optional<ObjectNode> details) {

  /** Stands at the end of a value that is not whole. */
  public static final String CUT = "\n[Cut here: the answer is longer than 64 KiB.]";

  private static final int MOST_BYTES = 64 * 1024;

  /** As much of a value as a result may have; no character is cut through. */
  public static String capped(String value) {
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MOST_BYTES) {
      return value;
    }
    int end = MOST_BYTES - CUT.length();
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8) + CUT;
  }

  public static ToolResult failed(String why) {
    return new ToolResult(why, true, Optional.empty());
  }
}

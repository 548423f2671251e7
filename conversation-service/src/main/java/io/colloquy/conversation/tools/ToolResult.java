package io.colloquy.conversation.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

  public static ToolResult failed(String why) {
    return new ToolResult(why, true, Optional.empty());
  }
}

package io.colloquy.contracts.llm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One message of the history that a model is given.
 *
 * @param content may be empty where there are calls
 * @param toolCalls only of {@link Role#ASSISTANT}
 * @param toolCallId only of {@link Role#TOOL}: the call whose result this is
 * @param files only of {@link Role#USER}: what was sent along, and may be all that was sent
 */
public record ChatMessage(
    Role role,
    String content,
    @JsonInclude(Include.NON_EMPTY) List<ToolCall> toolCalls,
    @JsonInclude(Include.NON_ABSENT) Optional<String> toolCallId,
    @JsonInclude(Include.NON_EMPTY) List<SentFile> files) {

  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What was written before there were tools has neither calls nor the id of one, nor files; where
   * there are calls, some leave out the content.
   */
  public ChatMessage {
    content = content == null ? "" : content;
    toolCalls = toolCalls == null ? List.of() : List.copyOf(toolCalls);
    toolCallId = toolCallId == null ? Optional.empty() : toolCallId;
    files = files == null ? List.of() : List.copyOf(files);
  }

  private ChatMessage(
      Role role, String content, List<ToolCall> toolCalls, Optional<String> toolCallId) {
    this(role, content, toolCalls, toolCallId, List.of());
  }

  public static ChatMessage system(String content) {
    return new ChatMessage(Role.SYSTEM, content, List.of(), Optional.empty());
  }

  public static ChatMessage user(String content) {
    return new ChatMessage(Role.USER, content, List.of(), Optional.empty());
  }

  /** What the user said, perhaps nothing, and the files that came with it. */
  public static ChatMessage user(String content, List<SentFile> files) {
    return new ChatMessage(Role.USER, content, List.of(), Optional.empty(), files);
  }

  public static ChatMessage assistant(String content) {
    return assistant(content, List.of());
  }

  /** What the model said, perhaps nothing, and the tools that it wanted to be used then. */
  public static ChatMessage assistant(String content, List<ToolCall> calls) {
    return new ChatMessage(Role.ASSISTANT, content, calls, Optional.empty());
  }

  /** The result of a tool, for the model to read; follows the message that has the call. */
  public static ChatMessage tool(String toolCallId, String content) {
    return new ChatMessage(Role.TOOL, content, List.of(), Optional.of(toolCallId));
  }
}

package io.colloquy.llm.hosted;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ChatMessage.Role;
import io.colloquy.contracts.llm.ToolCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A conversation in which every call is followed at once by its result: providers refuse any other.
 * Where the caller spoke in between, the result moves up; where there is none yet, a word about
 * that stands in; a result whose call is not there is left out.
 */
public final class PairedCalls {

  private static final String NO_RESULT = "No result yet.";

  public static List<ChatMessage> in(List<ChatMessage> messages) {
    List<ChatMessage> paired = new ArrayList<>();
    Set<Integer> used = new HashSet<>();
    for (int i = 0; i < messages.size(); i++) {
      var message = messages.get(i);
      if (message.role() != Role.TOOL) {
        paired.add(message);
        for (var call : message.toolCalls()) {
          paired.add(result(call, i + 1, messages, used));
        }
      }
    }
    return paired;
  }

  /**
   * @param used places of results that have found their call; an id may come again
   */
  private static ChatMessage result(
      ToolCall call, int from, List<ChatMessage> messages, Set<Integer> used) {
    for (int i = from; i < messages.size(); i++) {
      if (messages.get(i).toolCallId().filter(call.id()::equals).isPresent() && used.add(i)) {
        return messages.get(i);
      }
    }
    return ChatMessage.tool(call.id(), NO_RESULT);
  }

  private PairedCalls() {}
}

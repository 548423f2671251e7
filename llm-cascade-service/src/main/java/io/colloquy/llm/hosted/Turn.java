package io.colloquy.llm.hosted;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ChatMessage.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one side says before the other does. Some providers want a conversation in turns: the user
 * begins, the model follows, and the user is last.
 *
 * @param ofModel whether the model says it; else the user, the tools or the house
 * @param messages at least one; results of tools come first
 */
public record Turn(boolean ofModel, List<ChatMessage> messages) {

  private static final ChatMessage BEGINNING = ChatMessage.user("(The conversation begins.)");
  private static final ChatMessage SILENCE = ChatMessage.user("(The user says nothing.)");

  public Turn {
    messages = List.copyOf(messages);
  }

  /** The instructions: every message of the house before anyone speaks. */
  public static String instructions(List<ChatMessage> conversation) {
    return conversation.stream()
        .takeWhile(message -> message.role() == Role.SYSTEM)
        .map(ChatMessage::content)
        .filter(content -> !content.isBlank())
        .collect(Collectors.joining("\n\n"));
  }

  /**
   * Everything after the instructions, with every call paired with its result. What the house says
   * later is said to the model as if by the user, because there is no other place for it.
   */
  public static List<Turn> in(List<ChatMessage> conversation) {
    List<ChatMessage> said = new ArrayList<>();
    PairedCalls.in(conversation).stream()
        .dropWhile(message -> message.role() == Role.SYSTEM)
        .filter(Turn::saysSomething)
        .forEach(said::add);
    if (said.isEmpty() || isOfModel(said.getFirst())) {
      said.addFirst(BEGINNING);
    }
    if (isOfModel(said.getLast())) {
      said.add(SILENCE);
    }
    List<Turn> turns = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= said.size(); i++) {
      if (i == said.size() || isOfModel(said.get(i)) != isOfModel(said.get(from))) {
        turns.add(turn(said.subList(from, i)));
        from = i;
      }
    }
    return turns;
  }

  private static Turn turn(List<ChatMessage> messages) {
    return new Turn(isOfModel(messages.getFirst()), messages);
  }

  private static boolean isOfModel(ChatMessage message) {
    return message.role() == Role.ASSISTANT;
  }

  private static boolean saysSomething(ChatMessage message) {
    return !message.content().isBlank()
        || !message.files().isEmpty()
        || !message.toolCalls().isEmpty()
        || message.role() == Role.TOOL;
  }
}

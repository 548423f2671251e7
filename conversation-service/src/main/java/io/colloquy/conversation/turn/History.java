package io.colloquy.conversation.turn;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.SentFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was said and heard so far, as the model is told. */
public final class History {

  /** One message, and the id under which a later context update replaces it. */
  public record Entry(ChatMessage message, Optional<String> contextId) {}

  private final List<Entry> entries;

  History(List<Entry> entries) {
    this.entries = new ArrayList<>(entries);
  }

  void user(String text, List<SentFile> files) {
    entries.add(new Entry(ChatMessage.user(text, files), Optional.empty()));
  }

  void agent(List<ChatMessage> heard) {
    heard.forEach(message -> entries.add(new Entry(message, Optional.empty())));
  }

  void context(String text, Optional<String> contextId) {
    contextId.ifPresent(id -> entries.removeIf(e -> e.contextId().equals(Optional.of(id))));
    entries.add(new Entry(ChatMessage.system("Context update: " + text), contextId));
  }

  /** True when the user spoke last, or a tool gave its result. */
  boolean owesAnswer() {
    return entries.reversed().stream()
        .map(e -> e.message().role())
        .filter(role -> role != ChatMessage.Role.SYSTEM)
        .findFirst()
        .filter(role -> role != ChatMessage.Role.ASSISTANT)
        .isPresent();
  }

  List<ChatMessage> messages() {
    return entries.stream().map(Entry::message).toList();
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }
}

package io.colloquy.contracts.llm;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** One message of the history that a model is given. */
public record ChatMessage(Role role, String content) {

  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static ChatMessage system(String content) {
    return new ChatMessage(Role.SYSTEM, content);
  }

  public static ChatMessage user(String content) {
    return new ChatMessage(Role.USER, content);
  }

  public static ChatMessage assistant(String content) {
    return new ChatMessage(Role.ASSISTANT, content);
  }
}

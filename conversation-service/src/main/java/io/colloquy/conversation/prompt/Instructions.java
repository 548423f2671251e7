package io.colloquy.conversation.prompt;

import io.colloquy.contracts.agent.ConversationConfig;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The system prompt, assembled: a default personality, the agent's own words, what it knows, and
 * the voices that it has. The agent's words stand in it as they are, but for their variables.
 */
public final class Instructions {

  /** Bytes of UTF-8 that all of it may have together (page 005). */
  public static final int MAX_BYTES = 2 * 1024 * 1024;

  /** Unless the agent's {@code ignore_default_personality} says otherwise. */
  public static final String PERSONALITY =
      "You are in a live conversation with a person. You are friendly and helpful, and you keep your"
          + " answers short.";

  private static final String APART = "\n\n";

  /**
   * @param own the agent's prompt, its variables filled in
   */
  public static String of(ConversationConfig config, String own, Knowledge knowledge) {
    var personality = config.agent().prompt().ignoreDefaultPersonality() ? "" : PERSONALITY;
    var parts =
        Stream.of(personality, own, knowledge.block())
            .filter(part -> !part.isBlank())
            .collect(Collectors.joining(APART));
    return parts + VoicesBlock.of(config);
  }

  public static boolean isTooLong(String instructions) {
    return instructions.length() > MAX_BYTES / 4
        && instructions.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
  }

  private Instructions() {}
}

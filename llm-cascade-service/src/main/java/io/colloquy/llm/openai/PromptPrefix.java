package io.colloquy.llm.openai;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.llm.model.Question;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the requests of an agent begin with: its tools and its instructions. Requests with the same
 * key are sent to where that beginning has been read before; the key says nothing of it.
 */
final class PromptPrefix {

  private static final int BYTES = 16;

  static String key(Question question) {
    var hash = sha256();
    hash.update(Json.bytes(question.tools()));
    question.messages().stream()
        .findFirst()
        .filter(message -> message.role() == ChatMessage.Role.SYSTEM)
        .ifPresent(message -> hash.update(message.content().getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(hash.digest(), 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private PromptPrefix() {}
}

package io.colloquy.contracts;

import java.security.SecureRandom;

/**
 * Identifiers as the official clients expect them: a prefix, an underscore, then letters and digits
 * only. Clients cut the conversation id out of longer names with {@code conv_[a-zA-Z0-9]+}.
 */
public final class Ids {

  private static final char[] ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz".toCharArray();
  private static final int LENGTH = 28;
  private static final SecureRandom RANDOM = new SecureRandom();

  public static String conversation() {
    return random("conv_");
  }

  public static String agent() {
    return random("agent_");
  }

  public static String generation() {
    return random("gen_");
  }

  public static String response() {
    return random("resp_");
  }

  /** A new identifier of 28 random characters (over 140 bits) after the prefix. */
  public static String random(String prefix) {
    var id = new StringBuilder(prefix);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET[RANDOM.nextInt(ALPHABET.length)]);
    }
    return id.toString();
  }

  private Ids() {}
}

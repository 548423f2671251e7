package io.colloquy.conversation.outgoing;

import java.nio.charset.StandardCharsets;

/** Percent-encoding. */
public final class Escape {

  private static final String LETTERS_AND_DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String UNRESERVED = LETTERS_AND_DIGITS + "-._~";
  private static final String OF_A_PATH = UNRESERVED + ":/?@!$&'()*+,;=%";

  /** A value within a path or a query: nothing in it has a meaning there. */
  public static String value(String text) {
    return escaped(text, UNRESERVED);
  }

  /** Path and query as somebody wrote them: only what can stand in no URL is escaped. */
  public static String written(String text) {
    var whole = text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    int query = whole.indexOf('?');
    return query < 0
        ? escaped(whole, OF_A_PATH)
        : escaped(whole.substring(0, query), OF_A_PATH)
            + escaped(whole.substring(query), OF_A_PATH + "[]");
  }

  private static String escaped(String text, String plain) {
    var escaped = new StringBuilder();
    for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
      if (plain.indexOf(next) >= 0) {
        escaped.append((char) next);
      } else {
        escaped.append("%%%02X".formatted(next));
      }
    }
    return escaped.toString();
  }

  private Escape() {}
}

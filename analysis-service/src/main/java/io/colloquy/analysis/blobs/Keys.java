package io.colloquy.analysis.blobs;

import java.util.regex.Pattern;

/** Which keys there may be: those that are names everywhere, and lead out of no folder. */
final class Keys {

  private static final Pattern KEY =
      Pattern.compile("(?!\\.+(/|$))[\\w.-]+(/(?!\\.+(/|$))[\\w.-]+)*");
  private static final int LONGEST = 500;

  /**
   * @throws IllegalArgumentException if it is none
   */
  static String checked(String key) {
    if (key.length() > LONGEST || !KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("no key of a blob");
    }
    return key;
  }

  private Keys() {}
}

package io.colloquy.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key with which this Colloquy's REST interface is used: {@code sk_} and 48 hex digits. */
public record ApiKey(String value) {

  private static final int RANDOM_BYTES = 24;

  /**
   * The key in this file; a new one is made, readable by its owner only, if there is none.
   *
   * @throws IOException if the file can neither be read nor made
   */
  public static ApiKey in(Path file) throws IOException {
    if (!Files.exists(file)) {
      OwnersFile.write(file, make());
    }
    return new ApiKey(Files.readString(file).strip());
  }

  private static String make() {
    var random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return "sk_" + HexFormat.of().formatHex(random);
  }

  /** Keeps the key out of logs. */
  @Override
  public String toString() {
    return "ApiKey[sk_…]";
  }
}

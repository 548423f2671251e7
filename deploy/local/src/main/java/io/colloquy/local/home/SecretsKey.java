package io.colloquy.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The key with which the services seal the secrets that they store: 32 bytes in base64. */
public record SecretsKey(String value) {

  private static final int BYTES = 32;

  /**
   * The key in this file; a new one is made, readable by its owner only, if there is none. Who
   * loses it loses the secrets.
   *
   * @throws IOException if the file can neither be read nor made
   */
  public static SecretsKey in(Path file) throws IOException {
    if (!Files.exists(file)) {
      OwnersFile.write(file, make());
    }
    return new SecretsKey(Files.readString(file).strip());
  }

  private static String make() {
    var random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getEncoder().encodeToString(random);
  }

  /** Keeps the key out of logs. */
  @Override
  public String toString() {
    return "SecretsKey[…]";
  }
}

package io.colloquy.telephony.sdp;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A line {@code a=crypto} (RFC 4568): a suite, and the key that its sender encrypts with.
 *
 * @param tag pairs an answer's line with an offer's
 * @param keySalt 16 bytes of master key and 14 of salt
 */
@SuppressWarnings("ArrayRecordComponent") // compared and copied below
public record Crypto(int tag, Suite suite, byte[] keySalt) {

  /** AES in counter mode with HMAC-SHA1, its tag cut to 80 or 32 bits. */
  public enum Suite {
    AES_CM_128_HMAC_SHA1_80,
    AES_CM_128_HMAC_SHA1_32
  }

  /** Bytes of key and salt together. */
  public static final int KEY_BYTES = 30;

  private static final SecureRandom RANDOM = new SecureRandom();

  public Crypto {
    if (keySalt.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key and salt of " + keySalt.length + " bytes");
    }
    keySalt = keySalt.clone();
  }

  @Override
  public byte[] keySalt() {
    return keySalt.clone();
  }

  /** A fresh key. */
  static Crypto fresh(int tag, Suite suite) {
    byte[] keySalt = new byte[KEY_BYTES];
    RANDOM.nextBytes(keySalt);
    return new Crypto(tag, suite, keySalt);
  }

  Attribute attribute() {
    return new Attribute(
        "crypto",
        tag
            + " "
            + suite
            + " inline:"
            + Base64.getEncoder().withoutPadding().encodeToString(keySalt));
  }

  /** A line that we can follow: a known suite, one key without an index, no session parameters. */
  static Optional<Crypto> parse(String value) {
    String[] words = value.split("\\s+");
    if (words.length != 3 || !words[2].startsWith("inline:") || words[2].indexOf(';') >= 0) {
      return Optional.empty();
    }
    String[] key = words[2].substring("inline:".length()).split("\\|");
    // A part with a colon names a key index (MKI), which would change every packet.
    if (Arrays.stream(key).skip(1).anyMatch(part -> part.indexOf(':') >= 0)) {
      return Optional.empty();
    }
    try {
      byte[] keySalt = Base64.getDecoder().decode(key[0]);
      return keySalt.length == KEY_BYTES
          ? Optional.of(new Crypto(Integer.parseInt(words[0]), Suite.valueOf(words[1]), keySalt))
          : Optional.empty();
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Crypto that
        && tag == that.tag
        && suite == that.suite
        && Arrays.equals(keySalt, that.keySalt);
  }

  @Override
  public int hashCode() {
    return 31 * tag + Arrays.hashCode(keySalt);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Crypto[" + tag + " " + suite + "]";
  }
}

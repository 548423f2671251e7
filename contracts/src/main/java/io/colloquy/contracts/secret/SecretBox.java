package io.colloquy.contracts.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps secrets unreadable where they are stored: AES-256-GCM. What is sealed names the key that
 * opens it, so that a new key can be set while the old one still opens what it sealed.
 *
 * <pre>
 *   sealed:1:&lt;8 hex digits of the key's SHA-256&gt;:&lt;base64 of nonce, ciphertext and tag&gt;
 * </pre>
 *
 * Safe for many threads.
 */
public final class SecretBox {

  private static final String MARK = "sealed:1:";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int NAME_LENGTH = 8;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, SecretKeySpec> keys;
  private final String current;

  /** What was sealed cannot be opened: another key, another place, or it was changed. */
  public static final class NotOpened extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NotOpened(String reason) {
      super(reason);
    }
  }

  private SecretBox(Map<String, SecretKeySpec> keys) {
    this.keys = keys;
    this.current = keys.keySet().iterator().next();
  }

  /**
   * @param key seals and opens: 32 random bytes in base64, as {@code openssl rand -base64 32} tells
   * @param retired keys that only open what they sealed in their time
   * @throws IllegalArgumentException if one of them is no such key; the message does not tell it
   */
  public static SecretBox of(String key, List<String> retired) {
    Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    var first = bytes(key);
    keys.put(name(first), new SecretKeySpec(first, "AES"));
    for (var old : retired) {
      var bytes = bytes(old);
      keys.putIfAbsent(name(bytes), new SecretKeySpec(bytes, "AES"));
    }
    return new SecretBox(keys);
  }

  private static byte[] bytes(String key) {
    return Optional.of(decoded(key.strip()))
        .filter(bytes -> bytes.length == KEY_BYTES)
        .orElseThrow(
            () -> new IllegalArgumentException("a key for secrets is 32 random bytes in base64"));
  }

  private static byte[] decoded(String key) {
    try {
      return Base64.getDecoder().decode(key);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  private static String name(byte[] key) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(key);
      return HexFormat.of().formatHex(hash).substring(0, NAME_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * @param place where the secret is stored, such as its owner's id; only there it can be opened
   */
  public String seal(String secret, String place) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, keys.get(current), nonce, place);
      var text = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
      var whole = ByteBuffer.allocate(nonce.length + text.length).put(nonce).put(text).array();
      return MARK + current + ":" + Base64.getEncoder().withoutPadding().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  /**
   * @throws NotOpened if it was not sealed for this place by one of our keys
   */
  public String open(String sealed, String place) {
    if (!isSealed(sealed)) {
      throw new NotOpened("this was never sealed");
    }
    var parts = sealed.substring(MARK.length()).split(":", 2);
    var key = keys.get(parts[0]);
    if (key == null) {
      throw new NotOpened("the key " + parts[0] + " that sealed this is not here");
    }
    try {
      var whole = ByteBuffer.wrap(Base64.getDecoder().decode(parts[1]));
      var nonce = new byte[NONCE_BYTES];
      whole.get(nonce);
      var text = new byte[whole.remaining()];
      whole.get(text);
      return new String(
          cipher(Cipher.DECRYPT_MODE, key, nonce, place).doFinal(text), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | RuntimeException _) {
      // Its message might hold a part of the secret.
      throw new NotOpened("this was changed, or sealed for another place");
    }
  }

  /** Whether it is what {@link #seal} answers, as far as can be seen without opening it. */
  public static boolean isSealed(String text) {
    return text.startsWith(MARK) && text.indexOf(':', MARK.length()) > 0;
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String place)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}

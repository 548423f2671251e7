package io.colloquy.analysis.webhooks.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the bytes of one attempt, as they come, in both ways that receivers know: {@code
 * ElevenLabs-Signature} with the secret as it stands, and Standard Webhooks with the bytes that it
 * stands for. Several secrets sign beside each other, the first of them where there is room for one
 * only. For one thread.
 */
final class Signer {

  /** What a secret begins with whose rest is base64. */
  static final String PREFIX = "whsec_";

  /** Each attempt has its own time; receivers refuse what is older than half an hour. */
  private final long timestamp;

  private final String eventId;
  private final MessageDigest digest = Digests.sha256();
  private final List<Mac> plain = new ArrayList<>();
  private final List<Mac> standard = new ArrayList<>();

  /**
   * @param timestamp unix seconds
   */
  Signer(List<String> secrets, String eventId, long timestamp) {
    this.timestamp = timestamp;
    this.eventId = eventId;
    try {
      for (var secret : secrets) {
        plain.add(mac(secret.getBytes(StandardCharsets.UTF_8), timestamp + "."));
        standard.add(mac(keyIn(secret), eventId + "." + timestamp + "."));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] keyIn(String secret) {
    return secret.startsWith(PREFIX)
        ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
        : secret.getBytes(StandardCharsets.UTF_8);
  }

  private static Mac mac(byte[] key, String before) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update(before.getBytes(StandardCharsets.UTF_8));
    return mac;
  }

  void take(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
    plain.forEach(mac -> mac.update(bytes, offset, length));
    standard.forEach(mac -> mac.update(bytes, offset, length));
  }

  /** To be called once, when all bytes were taken. */
  Signed end() {
    var time = Long.toString(timestamp);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(
        "ElevenLabs-Signature",
        plain.stream()
            .map(mac -> "v0=" + HexFormat.of().formatHex(mac.doFinal()))
            .collect(Collectors.joining(",", "t=" + time + ",", "")));
    headers.put("webhook-id", eventId);
    headers.put("webhook-timestamp", time);
    headers.put(
        "webhook-signature",
        standard.stream()
            .map(mac -> "v1," + Base64.getEncoder().encodeToString(mac.doFinal()))
            .collect(Collectors.joining(" ")));
    return new Signed(headers, HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * What is sent with a body.
   *
   * @param sha256 of the body, in hex
   */
  record Signed(Map<String, String> headers, String sha256) {}
}

package io.colloquy.gateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Claims signed with HMAC-SHA256 (RFC 7519), and nothing else that such tokens could be. */
final class JsonWebToken {

  private static final String ALGORITHM = "HmacSHA256";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER = encode(bytes("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")) + ".";

  static String sign(ObjectNode claims, byte[] key) {
    var signed = HEADER + encode(Json.bytes(claims));
    return signed + "." + encode(mac(signed, key));
  }

  /** The claims, if the token was signed with this key. Their expiry is the caller's to judge. */
  static Optional<JsonNode> verify(String token, byte[] key) {
    int dot = token.lastIndexOf('.');
    if (!token.startsWith(HEADER) || dot < HEADER.length()) {
      return Optional.empty();
    }
    var signed = token.substring(0, dot);
    return MessageDigest.isEqual(bytes(encode(mac(signed, key))), bytes(token.substring(dot + 1)))
        ? Optional.of(claims(signed.substring(HEADER.length())))
        : Optional.empty();
  }

  private static JsonNode claims(String payload) {
    try {
      return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(payload));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("a token that was signed here holds no claims", e);
    }
  }

  private static byte[] mac(String text, byte[] key) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  private JsonWebToken() {}
}

package io.colloquy.analysis.blobs;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS Signature Version 4, from the receiver's side. */
final class Signature {

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/s3/aws4_request, ?"
              + "SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

  static boolean isRight(HttpExchange exchange, byte[] body) {
    var headers = exchange.getRequestHeaders();
    var authorization = AUTHORIZATION.matcher("" + headers.getFirst("Authorization"));
    if (!authorization.matches()
        || !authorization.group(1).equals(S3Server.ACCESS_KEY)
        || !authorization.group(3).equals(S3Server.REGION)) {
      return false;
    }
    var hash = headers.getFirst("x-amz-content-sha256");
    // Content has to be signed; where there is none, it need not.
    boolean isBare = body.length == 0 && hash.equals("UNSIGNED-PAYLOAD");
    if (!isBare && !hash.equals(HexFormat.of().formatHex(sha256(body)))) {
      return false;
    }
    var day = authorization.group(2);
    var scope = day + "/" + S3Server.REGION + "/s3/aws4_request";
    var signed =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            headers.getFirst("x-amz-date"),
            scope,
            HexFormat.of()
                .formatHex(sha256(utf8(canonical(exchange, authorization.group(4), hash)))));
    byte[] key = hmac(utf8("AWS4" + S3Server.SECRET_KEY), day);
    for (var step : new String[] {S3Server.REGION, "s3", "aws4_request"}) {
      key = hmac(key, step);
    }
    return HexFormat.of().formatHex(hmac(key, signed)).equals(authorization.group(5));
  }

  private static String canonical(HttpExchange exchange, String signedHeaders, String hash) {
    var headers =
        Arrays.stream(signedHeaders.split(";", -1))
            .map(name -> name + ":" + exchange.getRequestHeaders().getFirst(name).strip() + "\n")
            .collect(Collectors.joining());
    var query =
        S3Server.query(exchange.getRequestURI().getRawQuery()).entrySet().stream()
            .map(member -> encoded(member.getKey()) + "=" + encoded(member.getValue()))
            .collect(Collectors.joining("&"));
    return String.join(
        "\n",
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query,
        headers,
        signedHeaders,
        hash);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Signature() {}
}

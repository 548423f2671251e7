package io.colloquy.conversation.agents;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A picture as browsers show it: PNG, JPEG, GIF or WebP. What it is, is told by its first bytes and
 * never by what a client calls it, so that nothing else is ever served as a picture.
 */
@SuppressWarnings("ArrayRecordComponent") // passed on as it is, never compared
public record Picture(String mediaType, byte[] bytes) {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

  /** Empty if the bytes are no such picture. */
  public static Optional<Picture> of(byte[] bytes) {
    return mediaType(bytes).map(type -> new Picture(type, bytes));
  }

  private static Optional<String> mediaType(byte[] bytes) {
    if (has(bytes, 0, PNG)) {
      return Optional.of("image/png");
    }
    if (has(bytes, 0, JPEG)) {
      return Optional.of("image/jpeg");
    }
    if (has(bytes, 0, ascii("GIF87a")) || has(bytes, 0, ascii("GIF89a"))) {
      return Optional.of("image/gif");
    }
    if (has(bytes, 0, ascii("RIFF")) && has(bytes, 8, ascii("WEBP"))) {
      return Optional.of("image/webp");
    }
    return Optional.empty();
  }

  private static boolean has(byte[] bytes, int at, byte[] mark) {
    return bytes.length >= at + mark.length
        && Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

package io.colloquy.analysis.api;

import io.colloquy.analysis.store.Position;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** A place in the list as clients hold it: text without a meaning to them. */
final class Cursor {

  private static final Pattern FORM = Pattern.compile("1:(-?\\d{1,18}):(.+)", Pattern.DOTALL);

  static String encode(Position position) {
    var text = "1:" + position.startedAtUnixSecs() + ":" + position.conversationId();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty for what {@link #encode} never wrote. */
  static Optional<Position> decode(String cursor) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      var parts = FORM.matcher(text);
      return parts.matches() && text.indexOf('\0') < 0
          ? Optional.of(new Position(Long.parseLong(parts.group(1)), parts.group(2)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not Base64
    }
  }

  private Cursor() {}
}

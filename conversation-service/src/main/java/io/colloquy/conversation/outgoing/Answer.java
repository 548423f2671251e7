package io.colloquy.conversation.outgoing;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a server answered.
 *
 * @param headers by their names in small letters; the last of several with one name
 * @param body no more than was asked for
 * @param isCut whether there was more of the body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(
    int status, String reason, Map<String, String> headers, byte[] body, boolean isCut) {

  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** In small letters and without parameters; empty if the server names none. */
  public String mediaType() {
    return header("content-type")
        .map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
        .orElse("");
  }

  /** The body in the character set that the server names, or UTF-8. */
  public String text() {
    return new String(body, charset());
  }

  private Charset charset() {
    var named = CHARSET.matcher(header("content-type").orElse(""));
    try {
      return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return StandardCharsets.UTF_8;
    }
  }

  /** Keeps what a server said out of logs. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}

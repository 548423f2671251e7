package io.colloquy.conversation.speech.streamed;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The address of a WebSocket with its parameters, each of which may stand several times. */
public final class Query {

  private final String base;
  private final List<String> parameters = new ArrayList<>();

  /**
   * @param base {@code ws}, {@code wss}, {@code http} or {@code https}; the last two stand for the
   *     first
   */
  public Query(String base, String path) {
    this.base = base.replaceFirst("^http", "ws").replaceFirst("/$", "") + path;
  }

  public Query with(String name, String value) {
    parameters.add(encoded(name) + "=" + encoded(value));
    return this;
  }

  public URI address() {
    return URI.create(base + "?" + String.join("&", parameters));
  }

  /** A space as {@code %20}: not every server takes a plus for one. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

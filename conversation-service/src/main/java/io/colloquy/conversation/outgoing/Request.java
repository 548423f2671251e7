package io.colloquy.conversation.outgoing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request, as it is to stand on the wire.
 *
 * @param url may hold a secret
 * @param headers in this order and spelling; may hold secrets
 */
public record Request(
    String method, String url, List<Map.Entry<String, String>> headers, Optional<String> body) {

  public Request {
    headers = List.copyOf(headers);
  }

  public Request at(String otherUrl) {
    return new Request(method, otherUrl, headers, body);
  }

  /** Keeps secrets out of logs. */
  @Override
  public String toString() {
    return "Request[" + method + "]";
  }
}

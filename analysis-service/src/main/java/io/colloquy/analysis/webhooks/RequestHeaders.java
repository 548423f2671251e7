package io.colloquy.analysis.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Headers that a workspace wants with each delivery, beside our own. */
final class RequestHeaders {

  private static final int MOST = 32;
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]{0,4096}");

  private static final Set<String> OURS =
      Set.of(
          "host",
          "content-type",
          "content-length",
          "transfer-encoding",
          "connection",
          "expect",
          "upgrade",
          "te",
          "trailer",
          "user-agent",
          "elevenlabs-signature",
          "webhook-id",
          "webhook-timestamp",
          "webhook-signature");

  /**
   * As they are stored; empty if there are none.
   *
   * @throws InvalidRequest if one of them cannot be sent, or is ours to set
   */
  static Optional<String> checked(JsonNode headers, List<Object> loc) {
    if (!headers.isObject() || headers.isEmpty()) {
      return Optional.empty();
    }
    if (headers.size() > MOST) {
      throw new InvalidRequest(Flaw.ofValue(loc, "There should be at most 32 headers"));
    }
    headers
        .properties()
        .forEach(
            header -> {
              var name = header.getKey();
              if (!NAME.matcher(name).matches()
                  || OURS.contains(name.toLowerCase(Locale.ROOT))
                  || !VALUE.matcher(header.getValue().asText()).matches()) {
                throw new InvalidRequest(
                    Flaw.ofValue(Flaw.path(loc, name), "Input should be a header of your own"));
              }
            });
    return Optional.of(Json.text(headers));
  }

  private RequestHeaders() {}
}

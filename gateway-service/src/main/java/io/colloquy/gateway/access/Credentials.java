package io.colloquy.gateway.access;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Finds the API key in the headers of a request. */
public final class Credentials {

  public static final String API_KEY_HEADER = "xi-api-key";
  public static final String AUTHORIZATION_HEADER = "Authorization";
  private static final String BEARER = "Bearer ";
  private static final String BEARER_PROTOCOL = "bearer.";

  /**
   * @param header the value of a header, or null
   * @return the key of {@code xi-api-key}, else of {@code Authorization: Bearer}
   */
  public static Optional<String> ofRequest(Function<String, String> header) {
    return Optional.ofNullable(header.apply(API_KEY_HEADER))
        .or(
            () ->
                Optional.ofNullable(header.apply(AUTHORIZATION_HEADER))
                    .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                    .map(value -> value.substring(BEARER.length())))
        .map(String::strip)
        .filter(key -> !key.isEmpty());
  }

  /**
   * As {@link #ofRequest}; browsers, which cannot set headers on a WebSocket, offer the key as a
   * sub-protocol {@code bearer.<key>} instead.
   */
  public static Optional<String> ofHandshake(Function<String, String> header) {
    return ofRequest(header)
        .or(
            () ->
                Optional.ofNullable(header.apply("Sec-WebSocket-Protocol")).stream()
                    .flatMap(offered -> Arrays.stream(offered.split(",", 16)))
                    .map(String::strip)
                    .filter(protocol -> protocol.startsWith(BEARER_PROTOCOL))
                    .map(protocol -> protocol.substring(BEARER_PROTOCOL.length()))
                    .filter(key -> !key.isEmpty())
                    .findFirst());
  }

  private Credentials() {}
}

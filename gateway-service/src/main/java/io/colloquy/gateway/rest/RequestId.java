package io.colloquy.gateway.rest;

import io.colloquy.contracts.Ids;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/** Names a request, so that its traces in all services can be found. */
final class RequestId {

  static final String HEADER = "X-Request-Id";
  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** The caller's own, if it is a harmless word, else a new one. */
  static String of(HttpServerRequest request) {
    var given = request.getHeader(HEADER);
    return given != null && ACCEPTED.matcher(given).matches() ? given : Ids.random("req_");
  }

  private RequestId() {}
}

package io.colloquy.gateway.rest;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets pages of any origin call. That is safe: nothing here works by cookie, a page needs the key
 * itself.
 */
final class CrossOrigin {

  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String ALLOWED_METHODS = "GET, POST, PUT, PATCH, DELETE, OPTIONS";
  private static final String ALLOWED_HEADERS =
      "Content-Type, Authorization, xi-api-key, X-Request-Id";
  private static final String EXPOSED_HEADERS = RequestId.HEADER + ", Retry-After";
  private static final String ONE_DAY = "86400";

  static void allow(RoutingContext exchange) {
    var headers = exchange.response().headers();
    headers.set(ALLOW_ORIGIN, "*");
    headers.set("Access-Control-Expose-Headers", EXPOSED_HEADERS);
  }

  /** The gateway alone says what is allowed. */
  static boolean decides(String header) {
    return header.regionMatches(true, 0, "Access-Control-", 0, "Access-Control-".length());
  }

  static boolean isPreflight(RoutingContext exchange) {
    return exchange.request().method().equals(HttpMethod.OPTIONS);
  }

  static void answerPreflight(RoutingContext exchange) {
    MultiMap headers = exchange.response().headers();
    var asked = exchange.request().getHeader("Access-Control-Request-Headers");
    headers.set("Access-Control-Allow-Methods", ALLOWED_METHODS);
    headers.set("Access-Control-Allow-Headers", asked == null ? ALLOWED_HEADERS : asked);
    headers.set("Access-Control-Max-Age", ONE_DAY);
    exchange.response().setStatusCode(204).end();
  }

  private CrossOrigin() {}
}

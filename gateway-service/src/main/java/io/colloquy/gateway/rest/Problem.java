package io.colloquy.gateway.rest;

import io.colloquy.contracts.Json;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * An error in the documented shape: {@code {"detail": {"status": …, "message": …}}}.
 *
 * @param code the HTTP status
 * @param status a name for programs
 * @param message a sentence for people
 */
record Problem(int code, String status, String message) {

  static final Problem INVALID_API_KEY =
      new Problem(401, "invalid_api_key", "A valid API key is required, as xi-api-key or Bearer.");
  static final Problem NOT_FOUND = new Problem(404, "not_found", "There is nothing at this path.");
  static final Problem TOO_LARGE =
      new Problem(413, "request_too_large", "The request body is too large.");
  static final Problem UPGRADE_REQUIRED =
      new Problem(426, "upgrade_required", "This path is a WebSocket.");
  static final Problem UNREACHABLE =
      new Problem(502, "upstream_unreachable", "The service behind this path cannot be reached.");
  static final Problem UNAVAILABLE =
      new Problem(503, "unavailable", "API keys cannot be checked at the moment.");
  static final Problem TIMED_OUT =
      new Problem(504, "upstream_timeout", "The service behind this path did not answer in time.");

  private record Body(Detail detail) {}

  private record Detail(String status, String message) {}

  /** Sends it, unless an answer has begun already: then the connection is dropped. */
  void answer(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    response
        .setStatusCode(code)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(Json.text(new Body(new Detail(status, message))));
  }
}

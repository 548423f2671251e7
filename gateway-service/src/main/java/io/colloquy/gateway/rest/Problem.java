package io.colloquy.gateway.rest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

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
  static final Problem AGENT_IS_PRIVATE =
      new Problem(
          401, "agent_requires_authorization", "This agent needs an API key or a signed URL.");
  static final Problem WRONG_ORIGIN =
      new Problem(403, "origin_not_allowed", "Pages of this host may not call this agent.");
  static final Problem ADMIN_ONLY =
      new Problem(403, "admin_key_required", "This needs the operator's key or an admin key.");
  static final Problem NOT_FOUND = new Problem(404, "not_found", "There is nothing at this path.");
  static final Problem NO_SUCH_AGENT =
      new Problem(404, "agent_not_found", "There is no agent with this id.");
  static final Problem NO_SUCH_WORKSPACE =
      new Problem(404, "workspace_not_found", "There is no workspace with this id.");
  static final Problem NO_SUCH_KEY =
      new Problem(404, "api_key_not_found", "The workspace has no key with this id.");
  static final Problem KEY_IS_CONFIGURED =
      new Problem(
          409,
          "api_key_is_configured",
          "This key is in the gateway's configuration; it ends when another one is put there.");
  static final Problem TOO_LARGE =
      new Problem(413, "request_too_large", "The request body is too large.");
  static final Problem WRONG_MEDIA_TYPE =
      new Problem(
          415, "unsupported_media_type", "Send application/json, or files as multipart/form-data.");
  static final Problem UPGRADE_REQUIRED =
      new Problem(426, "upgrade_required", "This path is a WebSocket.");
  private static final Problem TOO_MANY =
      new Problem(429, "rate_limit_exceeded", "Too many requests, try again in a moment.");
  static final Problem UNREACHABLE =
      new Problem(502, "upstream_unreachable", "The service behind this path cannot be reached.");
  static final Problem UNAVAILABLE =
      new Problem(503, "unavailable", "The gateway's database does not answer at the moment.");
  static final Problem TIMED_OUT =
      new Problem(504, "upstream_timeout", "The service behind this path did not answer in time.");

  private record Body(Detail detail) {}

  private record Detail(String status, String message) {}

  /** Asks a client to wait. */
  static void tooMany(RoutingContext exchange, Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    exchange.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    TOO_MANY.refuse(exchange);
  }

  /**
   * Answers a request that was not, or not wholly, read. What is left of it is read and thrown
   * away, so that the client comes to read the answer.
   */
  void refuse(RoutingContext exchange) {
    if (!exchange.request().isEnded()) {
      exchange.request().handler(_ -> {}).resume();
    }
    answer(exchange.response());
  }

  /** Sends it, unless an answer has begun already: then the connection is dropped. */
  void answer(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    Answers.json(response, code, new Body(new Detail(status, message)));
  }
}

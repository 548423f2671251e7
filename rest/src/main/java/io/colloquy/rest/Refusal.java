package io.colloquy.rest;

import java.util.Locale;
import java.util.Map;

/** A request that is answered with an error the client can act on. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int statusCode;
  private final String status;

  /**
   * @param status a short name for programs, in snake_case
   * @param message for people; it must hold nothing that the client may not know
   */
  public Refusal(int statusCode, String status, String message) {
    super(message);
    this.statusCode = statusCode;
    this.status = status;
  }

  /**
   * There is no such object, or it belongs to somebody else.
   *
   * @param kind what was looked for, in snake_case
   */
  public static Refusal notFound(String kind, String id) {
    return new Refusal(
        404,
        kind + "_not_found",
        "There is no %s with the id '%s'.".formatted(kind.replace('_', ' '), id));
  }

  /** Other objects need this one. */
  public static Refusal inUse(String kind, String id, String users) {
    return new Refusal(
        409,
        kind + "_in_use",
        "The %s '%s' is used by %s.".formatted(kind.replace('_', ' '), id, users));
  }

  /** What the request needs is away for a while. */
  public static Refusal unavailable(String what) {
    return new Refusal(
        503,
        what + "_unavailable",
        "The %s cannot be reached at the moment. Try again."
            .formatted(what.replace('_', ' ').toLowerCase(Locale.ROOT)));
  }

  public int statusCode() {
    return statusCode;
  }

  public String status() {
    return status;
  }

  /** The body of the answer. */
  public Map<String, Object> body() {
    return Map.of("detail", Map.of("status", status, "message", getMessage()));
  }
}

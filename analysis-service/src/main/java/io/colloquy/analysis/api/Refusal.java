package io.colloquy.analysis.api;

import java.util.List;

/** A request that is answered with an error the client can act on. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int statusCode;
  private final transient Object body;

  /** The body of every error but a 422. */
  record Problem(Detail detail) {
    record Detail(String status, String message) {}
  }

  /** The body of a 422. */
  record InvalidRequest(List<Violation> detail) {}

  /**
   * @param loc where: {@code query} and the parameter's name
   * @param type for programs, for example {@code int_parsing}
   */
  record Violation(List<String> loc, String msg, String type) {}

  private Refusal(int statusCode, Object body) {
    super("refused with " + statusCode);
    this.statusCode = statusCode;
    this.body = body;
  }

  static Refusal noSuchConversation(String conversationId) {
    return problem(
        404, "conversation_not_found", "There is no conversation '" + conversationId + "'.");
  }

  static Refusal badCursor() {
    return problem(
        400, "invalid_cursor", "This cursor is not one that a list of conversations has returned.");
  }

  static Refusal invalid(List<Violation> violations) {
    return new Refusal(422, new InvalidRequest(List.copyOf(violations)));
  }

  static Refusal problem(int statusCode, String status, String message) {
    return new Refusal(statusCode, new Problem(new Problem.Detail(status, message)));
  }

  int statusCode() {
    return statusCode;
  }

  Object body() {
    return body;
  }
}

package io.colloquy.conversation.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.conversation.auth.NotAuthorized;
import io.colloquy.conversation.outgoing.Answer;
import io.colloquy.conversation.outgoing.Deadline;
import io.colloquy.conversation.outgoing.Outgoing;
import io.colloquy.conversation.outgoing.Request;
import io.colloquy.conversation.outgoing.Unanswered;
import io.colloquy.conversation.tools.ToolResult;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** One use of a webhook tool over HTTP. */
final class Webhook {

  private static final int MOST_REDIRECTS = 3;
  private static final int UNAUTHORIZED = 401;
  private static final Set<Integer> FOR_ANY_METHOD = Set.of(307, 308);
  private static final Set<Integer> FOR_GET = Set.of(301, 302, 303, 307, 308);

  private final Outgoing outgoing;
  private final Deadline deadline;

  private final Authorization authorization;

  /** Finds the headers that make a request known to its server. */
  @FunctionalInterface
  interface Authorization {

    Authorization NONE = _ -> Map.of();

    /**
     * @param refused what the server did not take before
     */
    Map<String, String> headers(Map<String, String> refused)
        throws NotAuthorized, InterruptedException;
  }

  Webhook(Outgoing outgoing, Deadline deadline, Authorization authorization) {
    this.outgoing = outgoing;
    this.deadline = deadline;
    this.authorization = authorization;
  }

  /** The answer, of whatever status. */
  private Answer send(Composition composition) throws Unanswered, InterruptedException {
    var request = composition.request();
    for (int redirects = 0; ; redirects++) {
      var answer = outgoing.send(request, deadline, Outcome.MOST_BYTES_READ);
      var next = redirects < MOST_REDIRECTS ? next(request, answer) : request.url();
      if (next.equals(request.url())) {
        return answer;
      }
      request = request.at(next);
    }
  }

  /**
   * Where the same request is to be sent instead: only within the same origin, since it carries
   * what is meant for this host alone; and only where nothing is done twice.
   */
  private static String next(Request request, Answer answer) {
    var statuses = request.method().equals("GET") ? FOR_GET : FOR_ANY_METHOD;
    if (!statuses.contains(answer.status())) {
      return request.url();
    }
    var here = URI.create(request.url());
    try {
      var there = here.resolve(answer.header("location").orElse(""));
      return isSameOrigin(here, there) ? there.toString() : request.url();
    } catch (IllegalArgumentException _) {
      return request.url(); // and the answer stands as it is
    }
  }

  private static boolean isSameOrigin(URI here, URI there) {
    return String.valueOf(here.getScheme()).equalsIgnoreCase(there.getScheme())
        && String.valueOf(here.getHost()).equalsIgnoreCase(there.getHost())
        && here.getPort() == there.getPort();
  }

  ToolResult use(
      JsonNode api,
      ObjectNode parameters,
      Map<String, Object> variables,
      Map<String, String> secrets)
      throws InterruptedException {
    try {
      var headers = authorization.headers(Map.of());
      var composition = Composition.of(api, new Inputs(parameters, variables, secrets, headers));
      var result = sent(composition);
      if (result.status() != UNAUTHORIZED) {
        return result.told();
      }
      var others = authorization.headers(headers);
      return others.equals(headers)
          ? result.told()
          : sent(Composition.of(api, new Inputs(parameters, variables, secrets, others))).told();
    } catch (Unfit | NotAuthorized e) {
      return ToolResult.failed(e.getMessage());
    }
  }

  /**
   * @param status 0 if there was no answer
   */
  private record Sent(int status, ToolResult told) {}

  private Sent sent(Composition composition) throws InterruptedException {
    try {
      var answer = send(composition);
      return new Sent(answer.status(), Outcome.of(answer, composition));
    } catch (Unanswered unanswered) {
      return new Sent(0, Outcome.failed(unanswered.getMessage(), composition));
    }
  }
}

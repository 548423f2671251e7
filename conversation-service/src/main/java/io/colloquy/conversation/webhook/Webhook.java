package io.colloquy.conversation.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.conversation.outgoing.Answer;
import io.colloquy.conversation.outgoing.Deadline;
import io.colloquy.conversation.outgoing.Outgoing;
import io.colloquy.conversation.outgoing.Request;
import io.colloquy.conversation.outgoing.Unanswered;
import io.colloquy.conversation.tools.ToolResult;
import java.net.URI;
import java.util.Set;

/** One use of a webhook tool over HTTP. */
final class Webhook {

  private static final int MOST_REDIRECTS = 3;
  private static final Set<Integer> FOR_ANY_METHOD = Set.of(307, 308);
  private static final Set<Integer> FOR_GET = Set.of(301, 302, 303, 307, 308);

  private final Outgoing outgoing;
  private final Deadline deadline;

  Webhook(Outgoing outgoing, Deadline deadline) {
    this.outgoing = outgoing;
    this.deadline = deadline;
  }

  /** The answer, of whatever status. */
  Answer send(Composition composition) throws Unanswered, InterruptedException {
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

  ToolResult use(JsonNode api, Inputs inputs) throws InterruptedException {
    Composition composition;
    try {
      composition = Composition.of(api, inputs);
    } catch (Unfit unfit) {
      return ToolResult.failed(unfit.getMessage());
    }
    try {
      return Outcome.of(send(composition), composition);
    } catch (Unanswered unanswered) {
      return Outcome.failed(unanswered.getMessage(), composition);
    }
  }
}

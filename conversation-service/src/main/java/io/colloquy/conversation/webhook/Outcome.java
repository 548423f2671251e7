package io.colloquy.conversation.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.conversation.outgoing.Answer;
import io.colloquy.conversation.outgoing.Secrecy;
import io.colloquy.conversation.tools.ToolResult;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes of a server's answer what the model is told. */
final class Outcome {

  /** Read from a server; what is beyond goes into no result anyway. */
  static final int MOST_BYTES_READ = 80 * 1024;

  /** What has a beginning that means something without its end. */
  private static final Pattern NOT_TEXT =
      Pattern.compile(
          "(image|audio|video|font)/(?!svg).*|application/(octet-stream|pdf|zip|gzip|x-tar)");

  static ToolResult of(Answer answer, Composition composition) {
    var text = text(answer, composition.secrecy());
    return answer.isSuccess()
        ? result(text.isEmpty() ? status(answer) + " It has no content." : text, false, composition)
        : result(text.isEmpty() ? status(answer) : status(answer) + "\n" + text, true, composition);
  }

  static ToolResult failed(String why, Composition composition) {
    return result(composition.secrecy().inText(why), true, composition);
  }

  private static ToolResult result(String value, boolean isError, Composition composition) {
    Optional<ObjectNode> details = Optional.of(composition.details());
    return new ToolResult(ToolResult.capped(value), isError, details);
  }

  private static String status(Answer answer) {
    var reason = answer.reason().isEmpty() ? "" : " " + answer.reason();
    return "The server answered with status %d%s.".formatted(answer.status(), reason);
  }

  private static String text(Answer answer, Secrecy secrecy) {
    if (NOT_TEXT.matcher(answer.mediaType()).matches()) {
      return "[The answer is %s, which is no text.]".formatted(answer.mediaType());
    }
    var text = secrecy.inText(answer.text());
    if (!answer.isCut()) {
      return text;
    }
    // A secret may have been cut through at the end, and nobody would recognise its half.
    return text.substring(0, Math.max(0, text.length() - secrecy.longest())) + ToolResult.CUT;
  }

  private Outcome() {}
}

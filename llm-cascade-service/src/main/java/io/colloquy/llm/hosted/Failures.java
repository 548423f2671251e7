package io.colloquy.llm.hosted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.colloquy.contracts.Json;
import io.colloquy.llm.model.ModelFailure;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What went wrong with a provider, in words that a log may keep. Its errors are a JSON object, or a
 * list of one, whose member {@code error} is a text or has a {@code message} and a name.
 */
final class Failures {

  private static final int LONGEST_MESSAGE = 200;
  private static final Pattern SECRET =
      Pattern.compile("(?i)\\b(?:(?:sk|pk|gsk|key|bearer|token)[-_ ][\\w.*-]{6,}|AIza[\\w*-]{6,})");

  private final Protocol protocol;

  Failures(Protocol protocol) {
    this.protocol = protocol;
  }

  ModelFailure of(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      switch (t) {
        case Refused refused -> {
          return answered(refused);
        }
        case BrokenOff broken -> {
          return error(" broke off its answer" + details(broken.getMessage()));
        }
        case MalformedCall call -> {
          return error(
              " asked for a tool (%s) with arguments that are no JSON object"
                  .formatted(clean(call.getMessage())));
        }
        case Withheld withheld -> {
          return error(" did not answer: " + clean(withheld.getMessage()));
        }
        case HttpConnectTimeoutException _ -> {
          return ModelFailure.timeout(provider() + " does not accept the connection in time");
        }
        case ConnectException _ -> {
          return error(" cannot be reached");
        }
        case EOFException _ -> {
          return error(" ended its stream in the middle of the answer");
        }
        default -> {}
      }
    }
    return error(
        thrown instanceof IOException
            ? ": the connection was lost"
            : ": unexpected " + thrown.getClass().getSimpleName());
  }

  private ModelFailure error(String what) {
    return ModelFailure.error(provider() + what);
  }

  private ModelFailure answered(Refused refused) {
    int status = refused.status();
    // What a provider says about a refused key shows parts of it.
    var details =
        status == 401 || status == 403 ? ": the key was refused" : details(refused.getMessage());
    var message = provider() + " answered " + status + details;
    return status == 408 || status == 504
        ? ModelFailure.timeout(message)
        : ModelFailure.error(message);
  }

  private String details(String body) {
    var error = error(read(body));
    var name =
        Stream.of("status", "code", "type")
            .map(error::path)
            .filter(JsonNode::isTextual)
            .map(JsonNode::asText)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    var message = error.isTextual() ? error.asText() : error.path("message").asText("");
    return (name.isEmpty() ? "" : " (" + clean(name) + ")")
        + (message.isEmpty() ? "" : ": " + clean(message));
  }

  private static JsonNode error(JsonNode body) {
    return (body.isArray() ? body.path(0) : body).path("error");
  }

  private static JsonNode read(String body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** One line, no secrets, not too long. */
  private String clean(String text) {
    var line = text.replaceAll("\\s+", " ").strip();
    var masked = line;
    for (var secret : protocol.secrets()) {
      masked = masked.replace(secret, "***");
    }
    var safe = SECRET.matcher(masked).replaceAll("***");
    return safe.length() <= LONGEST_MESSAGE ? safe : safe.substring(0, LONGEST_MESSAGE) + "…";
  }

  private String provider() {
    return "the model provider at " + URI.create(protocol.baseUrl()).getAuthority();
  }
}

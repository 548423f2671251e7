package io.colloquy.llm.hosted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.colloquy.contracts.Json;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.ModelFailure.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * What went wrong with a provider, in words that a log may keep. Its errors are a JSON object, or a
 * list of one, whose member {@code error} is a text or has a {@code message} and a name; Cloudflare
 * has a list of them, {@code errors}.
 */
final class Failures {

  private static final int LONGEST_MESSAGE = 200;
  private static final Pattern SECRET =
      Pattern.compile("(?i)\\b(?:(?:sk|pk|gsk|key|bearer|token)[-_ ][\\w.*-]{6,}|AIza[\\w*-]{6,})");

  private static final Pattern LIMITS = Pattern.compile("(?i)rate_?limit|resource_exhausted|quota");
  private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (_, _) -> true);

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
          return brokenOff(broken);
        }
        case MalformedCall call -> {
          return failure(
              Reason.MALFORMED,
              " asked for a tool (%s) with arguments that are no JSON object"
                  .formatted(clean(call.getMessage())));
        }
        case Withheld withheld -> {
          return failure(Reason.WITHHELD, " did not answer: " + clean(withheld.getMessage()));
        }
        case HttpConnectTimeoutException _ -> {
          return failure(Reason.TIMEOUT, " does not accept the connection in time");
        }
        case ConnectException _ -> {
          return failure(Reason.UNREACHABLE, " cannot be reached");
        }
        case SSLException _ -> {
          return failure(Reason.UNREACHABLE, " makes no secure connection that can be trusted");
        }
        case EOFException _ -> {
          return failure(Reason.BROKEN_OFF, " ended its stream in the middle of the answer");
        }
        default -> {}
      }
    }
    return thrown instanceof IOException
        ? failure(Reason.BROKEN_OFF, ": the connection was lost")
        : failure(Reason.NOT_ASKED, ": unexpected " + thrown.getClass().getSimpleName());
  }

  private ModelFailure failure(Reason reason, String what) {
    return new ModelFailure(reason, provider() + what);
  }

  private ModelFailure answered(Refused refused) {
    int status = refused.status();
    var body = read(refused.getMessage());
    // What a provider says about a refused key shows parts of it.
    var details = status == 401 || status == 403 ? ": the key was refused" : details(body);
    return failure(reason(status), " answered " + status + details)
        .retryAfter(RetryAfter.in(refused.headers(), error(body)));
  }

  private static Reason reason(int status) {
    return switch (status) {
      case 401, 402, 403 -> Reason.REFUSED_KEY;
      case 408, 504 -> Reason.TIMEOUT;
      case 429 -> Reason.RATE_LIMITED;
      default -> status / 100 == 4 ? Reason.REFUSED_REQUEST : Reason.PROVIDER_ERROR;
    };
  }

  /** An error in a stream has a name or a number of its own, and no headers that are about it. */
  private ModelFailure brokenOff(BrokenOff broken) {
    var body = read(broken.getMessage());
    var error = error(body);
    boolean limited =
        error.path("code").asInt() == 429
            || LIMITS.matcher(error.path("code").asText() + error.path("type").asText()).find();
    var reason = limited ? Reason.RATE_LIMITED : Reason.BROKEN_OFF;
    return failure(
            broken.isGarbled() ? Reason.MALFORMED : reason, " broke off its answer" + details(body))
        .retryAfter(RetryAfter.in(NO_HEADERS, error));
  }

  private String details(JsonNode body) {
    var error = error(body);
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
    var object = body.isArray() ? body.path(0) : body;
    return object.has("error") ? object.path("error") : object.path("errors").path(0);
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

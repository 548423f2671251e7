package io.colloquy.llm.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.langchain4j.exception.HttpException;
import io.colloquy.contracts.Json;
import io.colloquy.llm.model.ModelFailure;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.regex.Pattern;

/** What went wrong with a provider, in words that a log may keep. */
final class OpenAiFailures {

  private static final int LONGEST_MESSAGE = 200;
  private static final Pattern SECRET =
      Pattern.compile("(?i)\\b(?:sk|pk|gsk|key|bearer|token)[-_ ][\\w.*-]{6,}");

  private final OpenAiSettings settings;

  OpenAiFailures(OpenAiSettings settings) {
    this.settings = settings;
  }

  ModelFailure of(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      switch (t) {
        case HttpException http -> {
          return answered(http);
        }
        case ChatEvents.ReportedInStream reported -> {
          return ModelFailure.error(
              provider() + " broke off its answer" + details(reported.getMessage()));
        }
        case HttpConnectTimeoutException _ -> {
          return ModelFailure.timeout(provider() + " does not accept the connection in time");
        }
        case ConnectException _ -> {
          return ModelFailure.error(provider() + " cannot be reached");
        }
        case EOFException _ -> {
          return ModelFailure.error(provider() + " ended its stream in the middle of the answer");
        }
        default -> {}
      }
    }
    return ModelFailure.error(
        provider()
            + (thrown instanceof IOException ? ": the connection was lost" : ": unexpected ")
            + (thrown instanceof IOException ? "" : thrown.getClass().getSimpleName()));
  }

  private ModelFailure answered(HttpException http) {
    int status = http.statusCode();
    // What a provider says about a refused key shows parts of it.
    var details =
        status == 401 || status == 403 ? ": the key was refused" : details(http.getMessage());
    var message = provider() + " answered " + status + details;
    return status == 408 || status == 504
        ? ModelFailure.timeout(message)
        : ModelFailure.error(message);
  }

  private String details(String body) {
    var error = error(body);
    var code = error.path("code").asText("");
    var name = code.isEmpty() || code.equals("null") ? error.path("type").asText("") : code;
    var message = error.isTextual() ? error.asText() : error.path("message").asText("");
    return (name.isEmpty() ? "" : " (" + clean(name) + ")")
        + (message.isEmpty() ? "" : ": " + clean(message));
  }

  private static JsonNode error(String body) {
    try {
      return Json.MAPPER.readTree(body).path("error");
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** One line, no secrets, not too long. */
  private String clean(String text) {
    var line = text.replaceAll("\\s+", " ").strip();
    var masked = settings.apiKey().map(key -> line.replace(key, "***")).orElse(line);
    var safe = SECRET.matcher(masked).replaceAll("***");
    return safe.length() <= LONGEST_MESSAGE ? safe : safe.substring(0, LONGEST_MESSAGE) + "…";
  }

  private String provider() {
    return "the model provider at " + settings.address();
  }
}

package io.colloquy.conversation.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The headers of a request, in the order in which the tool has them. */
final class Headers {

  private static final String CONTENT_TYPE = "content-type";

  /** What HTTP itself decides. */
  private static final Set<String> NOT_OURS =
      Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "te");

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E]*");

  private final Filling filling;
  private final Map<String, String> secrets;
  private final Map<String, String> headers = new LinkedHashMap<>();

  Headers(Filling filling, Map<String, String> secrets) {
    this.filling = filling;
    this.secrets = secrets;
  }

  /** With what its schema says of each. */
  Headers addAll(JsonNode schema) {
    for (var header : schema.properties()) {
      value(header.getKey(), header.getValue()).ifPresent(value -> put(header.getKey(), value));
    }
    return this;
  }

  /** In the place of those of the same name. */
  Headers addAll(Map<String, String> others) {
    others.forEach(
        (name, value) -> {
          headers.keySet().removeIf(name::equalsIgnoreCase);
          put(name, value);
        });
    return this;
  }

  private Optional<String> value(String name, JsonNode header) {
    if (header.has("secret_id")) {
      var secret = Optional.ofNullable(secrets.get(header.path("secret_id").asText()));
      if (secret.isEmpty()) {
        filling.problem("The secret for the header '%s' is not there any more.".formatted(name));
      }
      return secret;
    }
    if (header.has("variable_name")) {
      return filling.variable(header.path("variable_name").asText()).map(JsonNode::asText);
    }
    if (header.has("env_var_label")) {
      filling.problem("This server has no environment variable for '%s'.".formatted(name));
      return Optional.empty();
    }
    return Optional.of(filling.template(header.asText("")));
  }

  private void put(String name, String value) {
    if (NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
      return;
    }
    if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
      filling.problem("The header '%s' has a value that no header can have.".formatted(name));
      return;
    }
    headers.put(name, value);
  }

  Optional<String> contentType() {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(CONTENT_TYPE))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  Map<String, String> all() {
    return headers;
  }
}

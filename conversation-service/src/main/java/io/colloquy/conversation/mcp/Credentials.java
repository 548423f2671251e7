package io.colloquy.conversation.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.conversation.mcp.client.Endpoint;
import io.colloquy.conversation.mcp.client.McpFailure;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Puts the values of secrets into a server's configuration, for a request that goes out. */
final class Credentials {

  private final Map<String, String> secrets;

  /**
   * @param secrets values by the ids of the secrets
   */
  Credentials(Map<String, String> secrets) {
    this.secrets = secrets;
  }

  /**
   * @throws McpFailure if something is named that is not there
   */
  Endpoint endpoint(JsonNode config) {
    Map<String, String> headers = new HashMap<>();
    for (var header : config.path("request_headers").properties()) {
      headers.put(
          header.getKey().toLowerCase(Locale.ROOT),
          value("header '%s'".formatted(header.getKey()), header.getValue()));
    }
    var token = config.path("secret_token");
    if (token.isObject()) {
      headers.put("authorization", authorization(value("secret token", token)));
    }
    return new Endpoint(
        Endpoint.Transport.valueOf(config.path("transport").asText("SSE")),
        value("URL", config.path("url")),
        headers);
  }

  /** A token that names no scheme of its own is a bearer token. */
  private static String authorization(String token) {
    return token.strip().contains(" ") ? token.strip() : "Bearer " + token.strip();
  }

  private String value(String what, JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.has("secret_id")) {
      var secret = secrets.get(value.path("secret_id").asText());
      if (secret == null) {
        throw new McpFailure("The secret for the %s is not there any more.".formatted(what));
      }
      return secret;
    }
    throw new McpFailure("The %s has a value only in a conversation.".formatted(what));
  }
}

package io.colloquy.conversation.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.mcp.client.Endpoint;
import io.colloquy.conversation.mcp.client.McpFailure;
import io.colloquy.conversation.prompt.Template;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Puts the values of secrets into a server's configuration, for a request that goes out. */
final class Credentials {

  private final Map<String, String> secrets;
  private final Map<String, Object> variables;

  /**
   * @param secrets values by the ids of the secrets
   * @param variables of the conversation; none where there is no conversation
   */
  Credentials(Map<String, String> secrets, Map<String, Object> variables) {
    this.secrets = secrets;
    this.variables = variables;
  }

  /**
   * @param authorization headers of the server's auth connection
   * @throws McpFailure if something is named that is not there
   */
  Endpoint endpoint(JsonNode config, Map<String, String> authorization) {
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
    authorization.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new Endpoint(
        Endpoint.Transport.valueOf(config.path("transport").asText("SSE")),
        value("URL", config.path("url")),
        headers);
  }

  /** A token that names no scheme of its own is a bearer token. */
  private static String authorization(String token) {
    return token.strip().contains(" ") ? token.strip() : "Bearer " + token.strip();
  }

  /** What a server is told along with every use of a tool. */
  ObjectNode meta(JsonNode config) {
    var meta = Json.MAPPER.createObjectNode();
    for (var member : config.path("request_meta").properties()) {
      var value = member.getValue();
      if (value.isObject() || value.isTextual()) {
        meta.put(member.getKey(), value("request_meta '%s'".formatted(member.getKey()), value));
      } else {
        meta.set(member.getKey(), value);
      }
    }
    return meta;
  }

  private String value(String what, JsonNode value) {
    if (value.isTextual()) {
      return Template.fill(value.textValue(), variables);
    }
    var variable = variables.get(value.path("variable_name").asText());
    if (variable != null) {
      return variable.toString();
    }
    if (value.has("secret_id")) {
      var secret = secrets.get(value.path("secret_id").asText());
      if (secret == null) {
        throw new McpFailure("The secret for the %s is not there any more.".formatted(what));
      }
      return secret;
    }
    throw new McpFailure(
        (variables.isEmpty()
                ? "The %s has a value only in a conversation."
                : "The %s has no value.")
            .formatted(what));
  }
}

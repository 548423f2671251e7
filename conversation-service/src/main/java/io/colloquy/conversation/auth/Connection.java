package io.colloquy.conversation.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An auth connection with its secrets opened. */
record Connection(Workspace workspace, String id, ObjectNode config) {

  static final String CLIENT_CREDENTIALS = "oauth2_client_credentials";
  static final String AUTHORIZATION_CODE = "refresh_token_auth";

  /** What changes by itself while a connection is used. */
  private static final List<String> PASSING =
      List.of("refresh_token", "status", "status_detail", "status_updated_at");

  private static final Pattern BETWEEN_SCOPES = Pattern.compile("[\\s,]+");

  String type() {
    return text("auth_type");
  }

  /** Tells what somebody configured from what they configured later. */
  UUID version() {
    return UUID.nameUUIDFromBytes(Json.bytes(config.deepCopy().remove(PASSING)));
  }

  /** Whether it has a token that a server gives out for a while. */
  boolean hasTokens() {
    return type().equals(CLIENT_CREDENTIALS) || type().equals(AUTHORIZATION_CODE);
  }

  String text(String member) {
    return config.path(member).asText("");
  }

  Optional<String> optional(String member) {
    return Optional.of(text(member)).filter(value -> !value.isEmpty());
  }

  /** The header of one that needs no token. */
  Map<String, String> header() {
    return switch (type()) {
      case "basic_auth" -> Map.of("Authorization", basic(text("username"), text("password")));
      case "bearer_auth" -> bearer(text("token"));
      case "custom_header_auth" -> Map.of(text("header_name"), text("token"));
      default -> throw new IllegalStateException(type() + " has no header of its own");
    };
  }

  static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  static String basic(String user, String password) {
    var both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  /** People write scopes with commas, OAuth wants spaces. Empty if there are none. */
  static String scopes(JsonNode scopes) {
    var written =
        scopes.isArray()
            ? StreamSupport.stream(scopes.spliterator(), false).map(JsonNode::asText)
            : Stream.of(scopes.asText(""));
    return String.join(
        " ",
        written
            .flatMap(BETWEEN_SCOPES::splitAsStream)
            .filter(scope -> !scope.isEmpty())
            .distinct()
            .toList());
  }

  /** What must be in no result and no transcript. */
  List<String> secrets() {
    return AuthConnections.SECRET.stream().flatMap(member -> optional(member).stream()).toList();
  }

  /** Keeps secrets out of logs. */
  @Override
  public String toString() {
    return "Connection[" + id + "]";
  }
}

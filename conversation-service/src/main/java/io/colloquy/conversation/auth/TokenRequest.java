package io.colloquy.conversation.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.outgoing.Answer;
import io.colloquy.conversation.outgoing.Deadline;
import io.colloquy.conversation.outgoing.Outgoing;
import io.colloquy.conversation.outgoing.Request;
import io.colloquy.conversation.outgoing.Unanswered;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks token endpoints of OAuth 2 (RFC 6749). Blocks. */
final class TokenRequest {

  private static final int MOST_BYTES = 64 * 1024;
  private static final int LONGEST_REASON = 200;

  private final Outgoing outgoing;
  private final InstantSource clock;
  private final Duration timeLimit;

  TokenRequest(Outgoing outgoing, InstantSource clock, Duration timeLimit) {
    this.outgoing = outgoing;
    this.clock = clock;
    this.timeLimit = timeLimit;
  }

  /** A token for calls, with whatever the connection has to get one. */
  Token token(Connection connection) throws NotAuthorized, InterruptedException {
    if (connection.type().equals(Connection.CLIENT_CREDENTIALS)) {
      return send(connection, Map.of("grant_type", "client_credentials"), true);
    }
    var refresh =
        connection
            .optional("refresh_token")
            .orElseThrow(() -> new NotAuthorized("Nobody has authorized this connection yet."));
    return send(connection, Map.of("grant_type", "refresh_token", "refresh_token", refresh), false);
  }

  /** The first token, for the code that a person's consent gave. */
  Token token(Connection connection, String code, String redirectUri, String verifier)
      throws NotAuthorized, InterruptedException {
    Map<String, String> grant = new LinkedHashMap<>();
    grant.put("grant_type", "authorization_code");
    grant.put("code", code);
    grant.put("redirect_uri", redirectUri);
    grant.put("code_verifier", verifier);
    return send(connection, grant, false);
  }

  private Token send(Connection connection, Map<String, String> grant, boolean withScopes)
      throws NotAuthorized, InterruptedException {
    Map<String, String> form = new LinkedHashMap<>(grant);
    boolean inHeader = connection.config().path("basic_auth_in_header").asBoolean();
    if (!inHeader) {
      form.put("client_id", connection.text("client_id"));
      form.put("client_secret", connection.text("client_secret"));
    }
    var scopes = Connection.scopes(connection.config().path("scopes"));
    if (withScopes && !scopes.isEmpty()) {
      form.put("scope", scopes);
    }
    for (var extra : connection.config().path("extra_params").properties()) {
      // The kind of grant may be told among them, but not another than the connection's.
      form.putIfAbsent(extra.getKey(), extra.getValue().asText());
    }
    var request = request(connection, inHeader, form);
    try {
      return read(outgoing.send(request, Deadline.in(timeLimit, clock), MOST_BYTES));
    } catch (Unanswered unanswered) {
      throw new NotAuthorized("No token was given: " + unanswered.getMessage());
    }
  }

  private static Request request(
      Connection connection, boolean inHeader, Map<String, String> form) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Content-Type", "application/x-www-form-urlencoded"));
    headers.add(Map.entry("Accept", "application/json"));
    if (inHeader) {
      var basic =
          Connection.basic(
              encoded(connection.text("client_id")), encoded(connection.text("client_secret")));
      headers.add(Map.entry("Authorization", basic));
    }
    for (var header : connection.config().path("custom_headers").properties()) {
      headers.add(Map.entry(header.getKey(), header.getValue().asText()));
    }
    var body =
        form.entrySet().stream()
            .map(value -> encoded(value.getKey()) + "=" + encoded(value.getValue()))
            .collect(Collectors.joining("&"));
    return new Request("POST", connection.text("token_url"), headers, Optional.of(body));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Token read(Answer answer) throws NotAuthorized {
    var json = json(answer);
    var token = json.path("access_token").asText("");
    if (!answer.isSuccess() || token.isEmpty()) {
      throw new NotAuthorized(
          "No token was given: the token endpoint answered with status %d%s."
              .formatted(answer.status(), reason(json)));
    }
    return new Token(
        token,
        seconds(json.path("expires_in")).map(clock.instant()::plus),
        Optional.ofNullable(json.path("refresh_token").textValue()));
  }

  private static JsonNode json(Answer answer) {
    try {
      return Json.MAPPER.readTree(answer.text());
    } catch (JsonProcessingException _) {
      return Json.MAPPER.missingNode(); // which has no token
    }
  }

  /** Only the error's name, which OAuth defines; its description may say anything. */
  private static String reason(JsonNode json) {
    var error = json.path("error").asText("");
    return error.matches("[a-zA-Z0-9_.-]{1," + LONGEST_REASON + "}") ? " (" + error + ")" : "";
  }

  private static Optional<Duration> seconds(JsonNode value) {
    long seconds = value.asLong(0);
    return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
  }
}

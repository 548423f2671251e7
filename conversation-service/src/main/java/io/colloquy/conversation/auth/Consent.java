package io.colloquy.conversation.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.secret.SecretBox;
import io.colloquy.conversation.secrets.Secrets;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An authorization by a person, from its beginning to the code that comes back. What has to be
 * remembered meanwhile travels with them, sealed: any instance can go on.
 */
@ApplicationScoped
public class Consent {

  private static final Duration TIME = Duration.ofMinutes(10);
  private static final String PURPOSE = "oauth-state";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Secrets secrets;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * What was begun.
   *
   * @param verifier proves that who ends it began it (RFC 7636)
   */
  record State(Workspace workspace, String connectionId, String verifier) {}

  @Inject
  public Consent(Secrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * A state, fit for a URL. Fails with a refusal (400) if nobody can consent to this connection.
   */
  String begin(Connection connection) {
    if (connection.optional("authorization_url").isEmpty()) {
      throw new Refusal(
          400, "no_authorization_url", "This auth connection takes no consent of a person.");
    }
    var secret = new byte[32];
    random.nextBytes(secret);
    var state =
        Json.MAPPER
            .createObjectNode()
            .put("workspace", connection.workspace().id())
            .put("connection", connection.id())
            .put("verifier", BASE64.encodeToString(secret))
            .put("until", clock.instant().plus(TIME).getEpochSecond());
    var sealed = secrets.seal(Json.text(state), PURPOSE);
    return BASE64.encodeToString(sealed.getBytes(StandardCharsets.UTF_8));
  }

  /** Fails with a refusal (400) if this is no state of ours, or too old. */
  State read(String state) {
    try {
      var sealed = new String(Base64.getUrlDecoder().decode(state), StandardCharsets.UTF_8);
      var known = Json.read(secrets.open(sealed, PURPOSE), ObjectNode.class);
      if (clock.instant().getEpochSecond() <= known.path("until").asLong()) {
        return new State(
            new Workspace(known.path("workspace").asText()),
            known.path("connection").asText(),
            known.path("verifier").asText());
      }
    } catch (IllegalArgumentException | SecretBox.NotOpened _) {
      // Answered below: whoever made it up learns nothing.
    }
    throw new Refusal(
        400, "invalid_state", "This authorization was not begun here, or has taken too long.");
  }

  /** Where the person is sent. */
  String address(Connection connection, String state, String redirectUri) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", connection.text("client_id"));
    query.put("redirect_uri", redirectUri);
    var scopes = Connection.scopes(connection.config().path("scopes"));
    if (!scopes.isEmpty()) {
      query.put("scope", scopes);
    }
    query.put("state", state);
    query.put("code_challenge", challenge(read(state).verifier()));
    query.put("code_challenge_method", "S256");
    var url = connection.text("authorization_url");
    return url
        + (url.contains("?") ? "&" : "?")
        + query.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
  }

  private static String challenge(String verifier) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      return BASE64.encodeToString(hash.digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

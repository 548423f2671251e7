package io.colloquy.analysis.api;

import io.colloquy.contracts.event.ConversationEvent.Started;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Maps what a client said of itself to the names that the clients' models know. */
final class ClientNames {

  /** The sources that go by their own names; every other is unknown. */
  static final Set<String> SOURCES =
      Set.of(
          "android_sdk",
          "node_js_sdk",
          "react_native_sdk",
          "react_sdk",
          "js_sdk",
          "python_sdk",
          "swift_sdk",
          "flutter_sdk",
          "widget",
          "sip_trunk",
          "twilio",
          "genesys");

  private static final Set<String> AUTHORIZATION_METHODS =
      Set.of(
          "public",
          "authorization_header",
          "signed_url",
          "shareable_link",
          "livekit_token",
          "livekit_token_website",
          "genesys_api_key");

  private static final Pattern VERSION =
      Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+(-[a-zA-Z0-9.-]+)?");
  private static final int LONGEST_VERSION = 50;

  /** Empty if the client did not say, {@code unknown} if it said something else. */
  static Optional<String> source(Started started) {
    return started.source().map(source -> SOURCES.contains(source) ? source : "unknown");
  }

  /** The same, {@code unknown} also if the client did not say. */
  static String source(Optional<String> said) {
    return said.filter(SOURCES::contains).orElse("unknown");
  }

  static Optional<String> sourceVersion(Started started) {
    return started
        .sourceVersion()
        .filter(version -> version.length() <= LONGEST_VERSION)
        .filter(version -> VERSION.matcher(version).matches());
  }

  static String authorizationMethod(Started started) {
    var method = started.authorizationMethod();
    return method != null && AUTHORIZATION_METHODS.contains(method) ? method : "invalid";
  }

  private ClientNames() {}
}

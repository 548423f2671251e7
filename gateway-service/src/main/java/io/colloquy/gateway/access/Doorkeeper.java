package io.colloquy.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.contracts.agent.PlatformSettings.AllowedHost;
import io.colloquy.contracts.agent.PlatformSettings.Auth;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides who may talk to an agent (page 015). */
public final class Doorkeeper {

  private static final Pattern PORT = Pattern.compile(":\\d+$");

  /** What somebody shows at the door. */
  public sealed interface Proof {
    record None() implements Proof {}

    record Key(KeyHolder holder) implements Proof {}

    record Signed(Ticket ticket) implements Proof {}

    /** The token of the agent's shareable link. */
    record Shared(String token) implements Proof {}
  }

  public enum Verdict {
    WELCOME,
    /** The agent is not in the workspace of the key. */
    UNKNOWN_AGENT,
    NOT_AUTHORIZED,
    /** The page's host is not on the agent's allowlist. */
    WRONG_ORIGIN
  }

  /**
   * A key opens every agent of its workspace and none of another, not even a public one. Where an
   * agent has an allowlist, the page's host must be on it whatever else is shown; programs, which
   * have no page, then need a proof, since otherwise the list would keep nobody out.
   *
   * @param origin the header {@code Origin}, which browsers send
   */
  public static Verdict judge(OwnedAgent known, Proof proof, Optional<String> origin) {
    Auth auth = known.agent().platformSettings().auth();
    return switch (proof) {
      case Proof.Key(var holder) when !holder.workspace().equals(known.workspace()) ->
          Verdict.UNKNOWN_AGENT;
      case Proof.Signed(var ticket) when !ticket.opens(known) -> Verdict.NOT_AUTHORIZED;
      case Proof.Shared(var token) when !isToken(token, auth) -> Verdict.NOT_AUTHORIZED;
      case Proof.None _ when auth.enableAuth() -> Verdict.NOT_AUTHORIZED;
      default ->
          mayComeFrom(origin, auth, proof instanceof Proof.None)
              ? Verdict.WELCOME
              : Verdict.WRONG_ORIGIN;
    };
  }

  /** Whether this is the token of the agent's shareable link (page 077). */
  static boolean isToken(String text, Auth auth) {
    return auth.shareableToken()
        .filter(token -> !token.isEmpty())
        .filter(token -> MessageDigest.isEqual(token.getBytes(UTF_8), text.getBytes(UTF_8)))
        .isPresent();
  }

  private static boolean mayComeFrom(Optional<String> origin, Auth auth, boolean stranger) {
    if (auth.allowlist().isEmpty()) {
      return true;
    }
    return origin
        .map(Doorkeeper::hostAndPort)
        .map(
            page ->
                auth.allowlist().stream()
                    .map(AllowedHost::hostname)
                    .anyMatch(host -> page.equals(withPort(lower(host), portOf(origin.get())))))
        .orElse(!stranger);
  }

  /** {@code localhost:3000} of {@code http://localhost:3000}, the port of the scheme if none. */
  private static String hostAndPort(String origin) {
    int scheme = origin.indexOf("://");
    return withPort(lower(scheme < 0 ? origin : origin.substring(scheme + 3)), portOf(origin));
  }

  private static String withPort(String host, String port) {
    return PORT.matcher(host).find() ? host : host + port;
  }

  private static String portOf(String origin) {
    return lower(origin).startsWith("http://") ? ":80" : ":443";
  }

  private static String lower(String host) {
    return host.toLowerCase(Locale.ROOT);
  }

  private Doorkeeper() {}
}

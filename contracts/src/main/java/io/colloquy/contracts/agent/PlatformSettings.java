package io.colloquy.contracts.agent;

import com.fasterxml.jackson.core.type.TypeReference;
import io.colloquy.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code platform_settings} of an agent. Only what decides who may start a conversation is typed so
 * far. All else is kept as it came in {@code rest} and completed with the documented defaults of
 * {@code platform-settings.json}.
 */
public record PlatformSettings(Auth auth, CallLimits callLimits, @Rest Map<String, Object> rest) {

  private static final Map<String, Object> UNTYPED = untypedDefaults();

  public PlatformSettings {
    auth = Defaults.or(auth, Auth.defaults());
    callLimits = Defaults.or(callLimits, CallLimits.defaults());
    rest = Defaults.filled(rest, UNTYPED);
  }

  public static PlatformSettings defaults() {
    return Json.read("{}", PlatformSettings.class);
  }

  /** Whether nothing of the agent's conversations may be kept anywhere (page 024). */
  public boolean zeroRetention() {
    return rest.get("privacy") instanceof Map<?, ?> privacy
        && Boolean.TRUE.equals(privacy.get("zero_retention_mode"));
  }

  /** Whether voices may be recorded (page 023); never under zero retention. */
  public boolean recordsVoice() {
    boolean allowed =
        !(rest.get("privacy") instanceof Map<?, ?> privacy)
            || !Boolean.FALSE.equals(privacy.get("record_voice"));
    return allowed && !zeroRetention();
  }

  private static Map<String, Object> untypedDefaults() {
    try (var file = PlatformSettings.class.getResourceAsStream("platform-settings.json")) {
      return Json.MAPPER.readValue(file, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("platform-settings.json is not in the jar", e);
    }
  }

  /**
   * Who may start a conversation (page 015).
   *
   * @param allowlist at most 10 different host names
   */
  public record Auth(
      Boolean enableAuth,
      List<AllowedHost> allowlist,
      Optional<String> shareableToken,
      @Rest Map<String, Object> rest) {
    public Auth {
      enableAuth = Defaults.or(enableAuth, false);
      allowlist = Defaults.list(allowlist);
      shareableToken = Defaults.or(shareableToken, Optional.empty());
      rest = Defaults.map(rest);
    }

    public static Auth defaults() {
      return Json.read("{}", Auth.class);
    }
  }

  /** A host name whose pages may start conversations. */
  public record AllowedHost(String hostname, @Rest Map<String, Object> rest) {
    public AllowedHost {
      rest = Defaults.map(rest);
    }
  }

  /**
   * How many conversations an agent may have (page 041). A negative number is no limit of its own.
   *
   * @param agentConcurrencyLimit at once
   * @param dailyLimit that begin on one day
   * @param burstingEnabled whether calls of this agent may go beyond the workspace's own limit
   */
  public record CallLimits(
      Integer agentConcurrencyLimit,
      Integer dailyLimit,
      Boolean burstingEnabled,
      @Rest Map<String, Object> rest) {

    public static final int DEFAULT_DAILY_LIMIT = 100_000;

    public CallLimits {
      agentConcurrencyLimit = Defaults.or(agentConcurrencyLimit, -1);
      dailyLimit = Defaults.or(dailyLimit, DEFAULT_DAILY_LIMIT);
      burstingEnabled = Defaults.or(burstingEnabled, false);
      rest = Defaults.map(rest);
    }

    public static CallLimits defaults() {
      return Json.read("{}", CallLimits.class);
    }
  }
}

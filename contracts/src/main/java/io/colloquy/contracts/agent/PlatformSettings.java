package io.colloquy.contracts.agent;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.colloquy.contracts.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code platform_settings} of an agent. Only what decides who may start a conversation is typed so
 * far; all else is kept as it came.
 */
public record PlatformSettings(Auth auth, @JsonAnySetter @JsonAnyGetter Map<String, Object> rest) {

  public PlatformSettings {
    auth = Defaults.or(auth, Auth.defaults());
    rest = Defaults.map(rest);
  }

  public static PlatformSettings defaults() {
    return Json.read("{}", PlatformSettings.class);
  }

  /** Who may start a conversation (page 015). */
  public record Auth(
      Boolean enableAuth,
      List<Map<String, Object>> allowlist,
      Optional<String> shareableToken,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> rest) {
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
}

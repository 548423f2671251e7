package io.colloquy.contracts.agent;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;

/**
 * An agent as the REST interface shows it and as the compacted topic {@code agents} carries it
 * (pages 071, 072). Members that this model does not name yet are kept as they came, in {@code
 * rest}.
 */
public record Agent(
    @NotNull String agentId,
    @NotNull String name,
    @NotNull @Valid ConversationConfig conversationConfig,
    @NotNull @Valid PlatformSettings platformSettings,
    List<String> tags,
    Metadata metadata,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> rest) {

  public Agent {
    conversationConfig = Defaults.or(conversationConfig, ConversationConfig.defaults());
    platformSettings = Defaults.or(platformSettings, PlatformSettings.defaults());
    tags = tags == null ? List.of() : List.copyOf(tags);
    metadata = Defaults.or(metadata, new Metadata(0, 0));
    rest = Defaults.map(rest);
  }

  /** Seconds since 1970. */
  public record Metadata(long createdAtUnixSecs, long updatedAtUnixSecs) {}
}

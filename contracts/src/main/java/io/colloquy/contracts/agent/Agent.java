package io.colloquy.contracts.agent;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;

/**
 * An agent as the REST interface shows it and as the compacted topic {@code agents} carries it
 * (pages 071, 072).
 *
 * <p>Three rules hold for this record and all that it consists of. A member that a document leaves
 * out, or sets to null, takes its default, so that a reader meets no null. A member that this model
 * does not name is kept as it came, in {@code rest}, nulls included. Values that Colloquy itself
 * acts on (audio formats, turn modes, ranges) are checked; names from lists that grow with every
 * release of a client (client events, models, providers, voices) are kept as they came.
 */
public record Agent(
    @NotNull String agentId,
    String name,
    @Valid ConversationConfig conversationConfig,
    @Valid PlatformSettings platformSettings,
    @Valid Workflow workflow,
    List<@NotNull String> tags,
    Metadata metadata,
    @Rest Map<String, Object> rest) {

  public static final String DEFAULT_NAME = "New agent";

  public Agent {
    name = Defaults.or(name, DEFAULT_NAME);
    conversationConfig = Defaults.or(conversationConfig, ConversationConfig.defaults());
    platformSettings = Defaults.or(platformSettings, PlatformSettings.defaults());
    workflow = Defaults.or(workflow, Workflow.defaults());
    tags = Defaults.list(tags);
    metadata = Defaults.or(metadata, new Metadata(0, 0));
    rest = Defaults.map(rest);
  }

  /** Seconds since 1970. */
  public record Metadata(long createdAtUnixSecs, long updatedAtUnixSecs) {}
}

package io.colloquy.contracts.agent;

import java.util.List;
import java.util.Map;

/**
 * An agent as the REST interface shows it and as the compacted topic {@code agents} carries it
 * (pages 071, 072).
 *
 * <p>Three rules hold for this record and all that it consists of. A member that a document leaves
 * out, or sets to null, takes its default, so that a reader meets no null. A member that this model
 * does not name is kept as it came, in {@code rest}, nulls included. Whether a document is within
 * its limits is looked at where it comes in, against the document of the REST interface.
 */
public record Agent(
    String agentId,
    String name,
    ConversationConfig conversationConfig,
    PlatformSettings platformSettings,
    Workflow workflow,
    List<String> tags,
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

package io.colloquy.contracts.workspace;

import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Topics;

/**
 * A record of {@link Topics#WORKSPACE_SETTINGS}, whose key is the workspace: of its settings those
 * that other services go by.
 */
public record WorkspaceSettings(PostCallWebhooks webhooks) {

  public static final WorkspaceSettings DEFAULTS = new WorkspaceSettings(PostCallWebhooks.NONE);

  public static final Codec<WorkspaceSettings> CODEC = Json.codec(WorkspaceSettings.class);

  public WorkspaceSettings {
    webhooks = webhooks == null ? PostCallWebhooks.NONE : webhooks;
  }
}

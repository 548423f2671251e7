package io.colloquy.analysis.webhooks;

import io.colloquy.bus.LocalCopy;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.workspace.PostCallWebhooks;
import io.colloquy.contracts.workspace.WorkspaceSettings;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What workspaces have said in their settings of webhooks, without asking anybody. */
@Startup
@Singleton
public class WorkspaceChoices {

  private final LocalCopy<WorkspaceSettings> copy;

  WorkspaceChoices(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    copy = LocalCopy.of(bootstrapServers, Topics.WORKSPACE_SETTINGS, WorkspaceSettings.CODEC);
  }

  /** As far as the news of it has come. */
  PostCallWebhooks of(String workspace) {
    return copy.get(workspace).orElse(WorkspaceSettings.DEFAULTS).webhooks();
  }

  /** True once everything that was said before the start is known. */
  boolean areKnown() {
    return copy.isCaughtUp();
  }

  @PreDestroy
  void close() {
    copy.close();
  }
}

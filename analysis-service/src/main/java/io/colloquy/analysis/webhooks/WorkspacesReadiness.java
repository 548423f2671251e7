package io.colloquy.analysis.webhooks;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether settings are known, without which nobody would be told of a call that ends now. */
@Readiness
@Singleton
public class WorkspacesReadiness implements HealthCheck {

  private final WorkspaceChoices workspaces;

  WorkspacesReadiness(WorkspaceChoices workspaces) {
    this.workspaces = workspaces;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("workspace settings").status(workspaces.areKnown()).build();
  }
}

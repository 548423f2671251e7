package io.colloquy.analysis.agents;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the agents are known, without which nobody knows whose a conversation is. */
@Readiness
@Singleton
public class AgentsReadiness implements HealthCheck {

  private final Agents agents;

  AgentsReadiness(Agents agents) {
    this.agents = agents;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("agents").status(agents.areKnown()).build();
  }
}

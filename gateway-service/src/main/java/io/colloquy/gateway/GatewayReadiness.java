package io.colloquy.gateway;

import io.colloquy.gateway.access.Agents;
import io.colloquy.gateway.edge.Edge;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether a call would be taken now. The database has a check of its own. */
@Readiness
@Singleton
public class GatewayReadiness implements HealthCheck {

  private final Edge edge;
  private final Agents agents;
  private final Draining draining;

  GatewayReadiness(Edge edge, Agents agents, Draining draining) {
    this.edge = edge;
    this.agents = agents;
    this.draining = draining;
  }

  /** True if a new call can be taken. */
  public boolean isReady() {
    return edge.address().isPresent() && agents.areKnown() && !draining.hasBegun();
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("gateway")
        .status(isReady())
        .withData("listening", edge.address().isPresent())
        .withData("agents-known", agents.areKnown())
        .withData("draining", draining.hasBegun())
        .build();
  }
}

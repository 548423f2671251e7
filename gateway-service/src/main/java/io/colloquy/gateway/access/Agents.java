package io.colloquy.gateway.access;

import io.colloquy.bus.LocalCopy;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.agent.Agent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The agents that there are, without asking anybody. */
@Startup
@Singleton
public class Agents {

  private final LocalCopy<Agent> copy;

  Agents(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    copy = LocalCopy.of(bootstrapServers, Topics.AGENTS, Json.codec(Agent.class));
  }

  public Optional<Agent> find(String agentId) {
    return copy.get(agentId);
  }

  /** True once every agent that there was at the start is known. */
  public boolean areKnown() {
    return copy.isCaughtUp();
  }

  @PreDestroy
  void close() {
    copy.close();
  }
}

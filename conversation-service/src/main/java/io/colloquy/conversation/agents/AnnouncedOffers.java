package io.colloquy.conversation.agents;

import io.colloquy.bus.LocalCopy;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.llm.DocumentedModels;
import io.colloquy.contracts.llm.OfferedModels;
import io.colloquy.conversation.settings.ProviderKeys;
import io.colloquy.rest.Workspace;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the llm-cascade-service has announced, and what a workspace's own keys add to it. Before the
 * announcement every documented model is taken for one that is offered: nobody is refused for what
 * is not known yet. The keys are read where they are stored, so that who has just set one can use
 * it.
 */
@Startup
@Singleton
public class AnnouncedOffers implements ModelOffers {

  private final LocalCopy<OfferedModels> copy;
  private final ProviderKeys keys;

  AnnouncedOffers(
      ProviderKeys keys,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    this.keys = keys;
    this.copy = LocalCopy.of(bootstrapServers, Topics.MODELS, OfferedModels.CODEC);
  }

  @Override
  public Uni<OfferedModels> in(Workspace workspace) {
    return keys.providers(workspace).map(announced()::orOf);
  }

  private OfferedModels announced() {
    return copy.get(OfferedModels.KEY).orElse(DocumentedModels.ALL);
  }

  @PreDestroy
  void close() {
    copy.close();
  }
}

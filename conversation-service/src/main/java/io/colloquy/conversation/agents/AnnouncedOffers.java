package io.colloquy.conversation.agents;

import io.colloquy.bus.LocalCopy;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.llm.DocumentedModels;
import io.colloquy.contracts.llm.OfferedModels;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the llm-cascade-service has announced. Before that every documented model is taken for one
 * that is offered: nobody is refused for what is not known yet.
 */
@Startup
@Singleton
public class AnnouncedOffers implements ModelOffers {

  private final LocalCopy<OfferedModels> copy;

  AnnouncedOffers(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    copy = LocalCopy.of(bootstrapServers, Topics.MODELS, OfferedModels.CODEC);
  }

  @Override
  public OfferedModels now() {
    return copy.get(OfferedModels.KEY).orElse(DocumentedModels.ALL);
  }

  @PreDestroy
  void close() {
    copy.close();
  }
}

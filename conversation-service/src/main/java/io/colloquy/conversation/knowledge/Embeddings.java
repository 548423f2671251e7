package io.colloquy.conversation.knowledge;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/** The embedding behind each documented name: the configured provider, or the one in the jar. */
@ApplicationScoped
public class Embeddings {

  /** Finds an embedding by its documented name. */
  @FunctionalInterface
  interface Named {
    Embedding named(String model);
  }

  private final MiniLmEmbedding ours = new MiniLmEmbedding();
  private final Map<String, OpenAiEmbedding> providers = new HashMap<>();

  @Inject
  public Embeddings(KnowledgeConfig config) {
    config.embedding().forEach((name, p) -> providers.put(name, new OpenAiEmbedding(p)));
  }

  public Embedding named(String model) {
    var provider = providers.get(model);
    return provider == null ? ours : provider;
  }

  @PreDestroy
  void close() {
    ours.close();
    providers.values().forEach(OpenAiEmbedding::close);
  }
}

package io.colloquy.llm;

import io.colloquy.llm.cost.Catalogue;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** What is known of models, with the operator's own file if there is one. */
final class ConfiguredCatalogue {

  /**
   * @throws IllegalArgumentException if the operator's file cannot be used; the service does not
   *     start then
   */
  @Produces
  @Singleton
  Catalogue catalogue(LlmConfig config) {
    return Catalogue.load(config.catalogue().map(Path::of));
  }
}

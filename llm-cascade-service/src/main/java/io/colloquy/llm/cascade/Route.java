package io.colloquy.llm.cascade;

import io.colloquy.llm.model.LanguageModel;

/**
 * A model that may answer.
 *
 * @param modelId an id of the catalogue
 * @param source who serves it, and with whose key: what is wrong with the key or the house is wrong
 *     with all models of one source
 */
public record Route(String modelId, String source, LanguageModel model) {

  /** A route of the deployment's own. */
  public static Route of(String modelId, LanguageModel model) {
    return new Route(modelId, model.provider(), model);
  }

  /** Never shows an address or a key. */
  @Override
  public String toString() {
    return source + "/" + modelId;
  }
}

package io.colloquy.llm.cost;

import io.colloquy.llm.cascade.Routes.Fitness;
import io.colloquy.llm.cascade.Routes.Needs;

/** What models can do, by the catalogue. Of a model that it does not hold, nothing bad is known. */
public final class Fit implements Fitness {

  private final Catalogue catalogue;

  public Fit(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public boolean fits(String modelId, Needs needs) {
    return (!needs.images() || catalogue.takesImages(modelId))
        && (!needs.tools() || catalogue.takesTools(modelId))
        && (!needs.zeroRetention() || catalogue.keepsNothing(modelId))
        && catalogue.contextOf(modelId).orElse(Integer.MAX_VALUE) >= needs.tokens();
  }
}

package io.colloquy.conversation.agents;

import io.colloquy.contracts.llm.OfferedModels;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;

/** Which models agents may name, as far as is known by now. */
@FunctionalInterface
public interface ModelOffers {

  /** Those of the deployment, and those of providers that the workspace has a key of. */
  Uni<OfferedModels> in(Workspace workspace);
}

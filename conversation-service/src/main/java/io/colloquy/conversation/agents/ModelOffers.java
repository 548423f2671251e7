package io.colloquy.conversation.agents;

import io.colloquy.contracts.llm.OfferedModels;

/** Which models agents may name in this deployment, as far as is known by now. */
@FunctionalInterface
public interface ModelOffers {
  OfferedModels now();
}

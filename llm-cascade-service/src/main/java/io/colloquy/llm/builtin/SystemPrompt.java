package io.colloquy.llm.builtin;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A system prompt as the builtin model understands it.
 *
 * @param introduction what the agent says about itself, for example "I'm Ava, the assistant of ..."
 * @param name the agent's name, where the prompt gives one
 * @param ownNames what the agent and its house are called, as {@link Words#telling} has words; a
 *     question that holds one of them does not ask for it
 * @param knowledge what may be said to a caller; never an instruction
 */
record SystemPrompt(
    Optional<String> introduction,
    Optional<String> name,
    Set<String> ownNames,
    List<Passage> knowledge) {

  SystemPrompt {
    ownNames = Set.copyOf(ownNames);
    knowledge = List.copyOf(knowledge);
  }
}

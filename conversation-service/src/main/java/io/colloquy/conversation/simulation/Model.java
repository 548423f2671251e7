package io.colloquy.conversation.simulation;

import io.colloquy.contracts.llm.BackgroundAnswer;
import io.colloquy.contracts.llm.BackgroundQuestion;
import java.time.Instant;

/** A language model that speaks for either side. Blocks. */
@FunctionalInterface
interface Model {

  /**
   * @param deadline after which nobody waits for the answer
   * @throws ModelFailed if there is no answer
   */
  BackgroundAnswer answer(BackgroundQuestion question, Instant deadline)
      throws ModelFailed, InterruptedException;
}

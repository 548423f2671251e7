package io.colloquy.llm.cascade;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.llm.model.Question;

/** What a model is asked when another has begun the answer. */
final class Continuation {

  private static final ChatMessage GO_ON =
      ChatMessage.system(
          "Your answer was cut off after the words above, which the user has heard. Go on exactly"
              + " where they end. Repeat nothing, do not begin again, do not mention the"
              + " interruption. If nothing is missing, answer with nothing.");

  static Question of(Question question, String said) {
    return question.after(ChatMessage.assistant(said), GO_ON);
  }

  private Continuation() {}
}

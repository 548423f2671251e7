package io.colloquy.llm.faults;

import io.colloquy.llm.hosted.ModelServer.Reply;
import java.io.IOException;

/** How far an answer has come when the fault happens. */
enum Position {
  BEFORE_THE_FIRST_TOKEN,
  AFTER_THE_FIRST_SENTENCE,
  DURING_A_TOOL_CALL;

  static final String SENTENCE = "We are open today. ";

  /** What came before. */
  String said() {
    return this == AFTER_THE_FIRST_SENTENCE ? SENTENCE : "";
  }

  /** The answer up to the fault. */
  Reply play(Dialect dialect, Reply reply) throws IOException {
    return switch (this) {
      case BEFORE_THE_FIRST_TOKEN -> dialect.begin(reply);
      case AFTER_THE_FIRST_SENTENCE -> dialect.say(dialect.begin(reply), SENTENCE);
      case DURING_A_TOOL_CALL -> dialect.beginCall(dialect.begin(reply));
    };
  }
}

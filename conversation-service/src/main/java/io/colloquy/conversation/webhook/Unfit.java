package io.colloquy.conversation.webhook;

import java.util.List;

/** No request can be made of this. The message is for the model, and holds no value. */
final class Unfit extends Exception {

  private static final long serialVersionUID = 1L;

  Unfit(List<String> problems) {
    super(String.join(" ", problems));
  }
}

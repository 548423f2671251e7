package io.colloquy.conversation.speech.streamed;

import io.colloquy.conversation.speech.Facts;
import io.colloquy.conversation.speech.Speaker;
import java.util.Optional;

/** A service that recognises speech over a WebSocket. */
public interface Service {

  /**
   * What is missing in the settings, or why it knows no such language; empty if it can be asked.
   */
  Optional<String> unavailability(String language);

  Dialect dialectFor(Speaker speaker);

  /** Whether its words come with punctuation, see {@link Facts}. */
  boolean punctuates();
}

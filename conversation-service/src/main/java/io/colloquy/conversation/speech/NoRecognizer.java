package io.colloquy.conversation.speech;

import java.util.Optional;

/** Recognises nothing, and says why: an operator who wants text only, or a missing engine. */
public final class NoRecognizer implements SpeechRecognizer {

  private final String reason;

  public NoRecognizer(String reason) {
    this.reason = reason;
  }

  @Override
  public Optional<String> unavailability(String language) {
    return Optional.of(reason);
  }

  @Override
  public Recognition open(Speaker speaker) {
    throw new SpeechUnavailable(reason);
  }

  @Override
  public void warmUp() {}

  @Override
  public void close() {}
}

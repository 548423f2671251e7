package io.colloquy.conversation.speech;

import java.util.Optional;

/**
 * Understands the same words in every utterance, in no time. For load tests, which measure all but
 * the recogniser; chosen with {@code colloquy.asr.provider=scripted}.
 */
public final class ScriptedRecognizer implements SpeechRecognizer {

  private final String words;

  public ScriptedRecognizer(String words) {
    this.words = words;
  }

  @Override
  public Optional<String> unavailability(String language) {
    return Optional.empty();
  }

  @Override
  public Recognition open(Speaker speaker) {
    return new Script();
  }

  @Override
  public void warmUp() {}

  @Override
  public void close() {}

  private final class Script implements Recognition {

    private boolean heard;
    private volatile boolean closed;

    @Override
    public void accept(short[] pcm16k) {
      heard |= pcm16k.length > 0;
    }

    @Override
    public String partial() {
      return heard && !closed ? words : "";
    }

    @Override
    public String finish() {
      String understood = partial();
      heard = false;
      return understood;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}

package io.colloquy.tts.voice;

import java.util.concurrent.Semaphore;

/**
 * An engine that computes, beside others that wait: only so many utterances at once, and those that
 * came first go first.
 */
public final class TakingTurns implements Synthesizer {

  private final Synthesizer engine;
  private final Semaphore turns;

  /**
   * @param turns one for each utterance that may be computed at once; may be shared
   */
  public TakingTurns(Synthesizer engine, Semaphore turns) {
    this.engine = engine;
    this.turns = turns;
  }

  @Override
  public String engine() {
    return engine.engine();
  }

  @Override
  public Availability availability() {
    return engine.availability();
  }

  @Override
  public boolean speaks(String language) {
    return engine.speaks(language);
  }

  @Override
  public void speak(Utterance utterance, Sink sink) {
    turns.acquireUninterruptibly();
    try {
      engine.speak(utterance, sink);
    } finally {
      turns.release();
    }
  }
}

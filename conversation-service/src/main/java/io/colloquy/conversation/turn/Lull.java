package io.colloquy.conversation.turn;

import java.time.InstantSource;
import java.util.Optional;

/**
 * The time in which it is the agent's turn and the caller hears nothing: the model has not begun,
 * has stopped in the middle of its answer, or waits for tools. It runs from the end of what sounded
 * last, by the play-out clock; what fills it is sound, so it begins anew behind that.
 */
final class Lull {

  private final Floor floor;
  private final InstantSource clock;
  private final Effects effects;
  private int filled;
  private int next;
  private String last = "";

  Lull(Floor floor, InstantSource clock, Effects effects) {
    this.floor = floor;
    this.clock = clock;
    this.effects = effects;
  }

  /** The caller hears nothing from this time on, in epoch milliseconds. */
  void begins(long at) {
    var policy = policy();
    if (policy.afterMs() > 0 && filled < policy.most() && !policy.phrases().isEmpty()) {
      effects.arm(Alarm.FILLER_DUE, Math.max(0, at - clock.millis()) + policy.afterMs());
    }
  }

  /** There will be something to hear, or nothing is owed any more. */
  void ends() {
    effects.disarm(Alarm.FILLER_DUE);
  }

  /** Words of an answer are on their way: a later lull is another one. */
  void isOver() {
    ends();
    filled = 0;
  }

  /** What is said now. */
  Optional<String> filler() {
    var policy = policy();
    if (filled >= policy.most() || policy.phrases().isEmpty()) {
      return Optional.empty();
    }
    filled++;
    var phrase = phrase();
    if (phrase.equals(last)) {
      phrase = phrase();
    }
    said(phrase);
    return Optional.of(phrase);
  }

  /** The caller was told to wait in these words, which are not said again at once. */
  void said(String words) {
    last = words;
  }

  private String phrase() {
    var phrases = policy().phrases();
    return phrases.get(next++ % phrases.size());
  }

  private TurnPolicy.Filler policy() {
    return floor.policy().filler();
  }
}

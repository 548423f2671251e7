package io.colloquy.tts.text;

import io.colloquy.tts.voice.Sound.TimedChar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the times of a rewritten text's characters into those of the text before: each of its
 * characters is told once, in order. One that became several sounds as long as they all do; one
 * that is no longer spoken takes no time.
 */
public final class Retimer {

  private final Rewriting rewriting;
  private Optional<TimedChar> open = Optional.empty();
  private int next;
  private double lastMs;

  public Retimer(Rewriting rewriting) {
    this.rewriting = rewriting;
  }

  /** What is known by now, given further characters of the new text; the last may be held back. */
  public List<TimedChar> add(List<TimedChar> chars) {
    List<TimedChar> told = new ArrayList<>();
    for (var spoken : chars) {
      int origin = rewriting.originOf(spoken.index());
      if (origin < next) {
        open = open.map(begun -> until(begun, endOf(spoken)));
      } else {
        open.ifPresent(told::add);
        fill(origin, spoken.startMs(), told);
        open = Optional.of(new TimedChar(origin, spoken.startMs(), spoken.durationMs()));
        next = origin + Character.charCount(rewriting.before().codePointAt(origin));
      }
      lastMs = Math.max(lastMs, endOf(spoken));
    }
    return told;
  }

  /** Everything else, down to the end of the text before. */
  public List<TimedChar> rest() {
    List<TimedChar> told = new ArrayList<>();
    open.ifPresent(told::add);
    open = Optional.empty();
    fill(rewriting.before().length(), lastMs, told);
    return told;
  }

  private void fill(int end, double atMs, List<TimedChar> told) {
    while (next < end) {
      told.add(new TimedChar(next, atMs, 0));
      next += Character.charCount(rewriting.before().codePointAt(next));
    }
  }

  private static TimedChar until(TimedChar begun, double endMs) {
    double duration = Math.max(begun.durationMs(), endMs - begun.startMs());
    return new TimedChar(begun.index(), begun.startMs(), duration);
  }

  private static double endOf(TimedChar spoken) {
    return spoken.startMs() + spoken.durationMs();
  }
}

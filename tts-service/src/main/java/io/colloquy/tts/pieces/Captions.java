package io.colloquy.tts.pieces;

import io.colloquy.contracts.speech.Alignment;
import io.colloquy.tts.text.SpokenText;
import io.colloquy.tts.voice.Sound.TimedChar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Follows the written text along the sound: every character of it is told once, in order. What is
 * not spoken, such as markdown, is told with the next spoken character and takes no time.
 */
final class Captions {

  private record Timed(String character, double startMs, double endMs) {}

  private final SpokenText text;
  private final Deque<Timed> untold = new ArrayDeque<>();
  private int next;
  private double lastMs;

  Captions(SpokenText text) {
    this.text = text;
  }

  /** Characters of the spoken text, in order. */
  void add(List<TimedChar> chars) {
    for (var spoken : chars) {
      fill(text.originOf(spoken.index()), spoken.startMs());
      lastMs = spoken.startMs() + spoken.durationMs();
      addNext(spoken.startMs(), lastMs);
    }
  }

  /** What begins before {@code endMs}, counted from {@code startMs}. */
  Alignment between(double startMs, double endMs) {
    List<Timed> told = new ArrayList<>();
    while (!untold.isEmpty() && untold.peekFirst().startMs() < endMs) {
      told.add(untold.pollFirst());
    }
    return alignment(told, startMs, endMs);
  }

  /** Everything else, down to the end of the written text. */
  Alignment rest(double startMs, double endMs) {
    fill(text.written().length(), lastMs);
    var told = List.copyOf(untold);
    untold.clear();
    return alignment(told, startMs, endMs);
  }

  private void fill(int end, double atMs) {
    while (next < end) {
      addNext(atMs, atMs);
    }
  }

  private void addNext(double startMs, double endMs) {
    var character = Character.toString(text.written().codePointAt(next));
    untold.addLast(new Timed(character, startMs, endMs));
    next += character.length();
  }

  private static Alignment alignment(List<Timed> told, double startMs, double endMs) {
    double longest = endMs - startMs;
    List<Integer> starts = new ArrayList<>(told.size());
    List<Integer> durations = new ArrayList<>(told.size());
    for (var timed : told) {
      int start = (int) Math.clamp(timed.startMs() - startMs, 0, longest);
      starts.add(start);
      durations.add((int) Math.max(0, timed.endMs() - startMs - start));
    }
    return new Alignment(told.stream().map(Timed::character).toList(), starts, durations);
  }
}

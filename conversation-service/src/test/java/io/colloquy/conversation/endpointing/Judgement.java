package io.colloquy.conversation.endpointing;

import io.colloquy.conversation.endpointing.Verdict.Overlap;
import io.colloquy.conversation.endpointing.Verdict.TurnEnd;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Shares and times over many verdicts. */
final class Judgement {

  private Judgement() {}

  /** 0 to 1. */
  static <T> double share(List<T> all, Predicate<T> those) {
    return all.isEmpty() ? 0 : (double) all.stream().filter(those).count() / all.size();
  }

  /** Of one kind. */
  static <T extends Verdict> List<T> of(Utterance.Kind kind, List<T> all) {
    return all.stream().filter(verdict -> verdict.take().utterance().kind() == kind).toList();
  }

  /** To which nothing was tuned. */
  static <T extends Verdict> List<T> heldOut(List<T> all) {
    return all.stream().filter(verdict -> verdict.take().utterance().isHeldOut()).toList();
  }

  static double cutOff(List<TurnEnd> turns) {
    return share(turns, TurnEnd::isCutOff);
  }

  /** Over turns that were waited for. */
  static int delayMs(List<TurnEnd> turns, int percent) {
    return percentile(
        turns.stream().filter(turn -> !turn.isCutOff()).mapToInt(TurnEnd::delayMs), percent);
  }

  /** Those that 200 ms of voice activity would have taken for a barge-in, but are none. */
  static List<Overlap> falseBargeIns(List<Overlap> overlaps) {
    return overlaps.stream()
        .filter(overlap -> overlap.take().utterance().kind() != Utterance.Kind.BARGEIN)
        .filter(overlap -> overlap.vadMs().isPresent())
        .toList();
  }

  static double rejected(List<Overlap> overlaps) {
    return share(falseBargeIns(overlaps), overlap -> !overlap.isStopped());
  }

  static List<Overlap> realBargeIns(List<Overlap> overlaps) {
    return of(Utterance.Kind.BARGEIN, overlaps);
  }

  static double stopped(List<Overlap> overlaps) {
    return share(realBargeIns(overlaps), Overlap::isStopped);
  }

  static int stoppedAfterMs(List<Overlap> overlaps, int percent) {
    Stream<Overlap> stopped = realBargeIns(overlaps).stream().filter(Overlap::isStopped);
    return percentile(stopped.mapToInt(Overlap::stoppedAfterMs), percent);
  }

  private static int percentile(IntStream values, int percent) {
    int[] sorted = values.sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * percent / 100];
  }
}

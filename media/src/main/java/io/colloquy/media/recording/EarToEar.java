package io.colloquy.media.recording;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long a caller waited for each answer, as it can be heard in the recording: from the end of
 * the caller's words to the beginning of the agent's sound.
 */
public final class EarToEar {

  /**
   * @param spoken when the user spoke, in order
   * @return milliseconds by event id, of the agent's turns that answer spoken words and sounded
   */
  public static Map<Integer, Double> latencies(Timeline timeline, List<SpeechEnds.Spoken> spoken) {
    Map<Integer, Double> latencies = new TreeMap<>();
    double before = 0;
    for (var mark : timeline.understood()) {
      double after = before;
      timeline
          .beginningOf(mark.eventId())
          .ifPresent(
              begun ->
                  lastEnd(spoken, after, Math.min((double) mark.atMs(), begun))
                      .filter(end -> end <= begun)
                      .ifPresent(end -> latencies.put(mark.eventId(), begun - end)));
      before = (double) mark.atMs();
    }
    return latencies;
  }

  /** When the words ended that began last before a moment; empty if they ended before another. */
  private static Optional<Double> lastEnd(
      List<SpeechEnds.Spoken> spoken, double afterMs, double begunBeforeMs) {
    return spoken.stream()
        .filter(s -> s.fromMs() < begunBeforeMs && s.untilMs() > afterMs)
        .reduce((_, later) -> later)
        .map(SpeechEnds.Spoken::untilMs);
  }

  private EarToEar() {}
}

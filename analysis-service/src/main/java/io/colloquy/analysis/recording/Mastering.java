package io.colloquy.analysis.recording;

import io.colloquy.contracts.recording.RecordedPart;
import io.colloquy.media.recording.EarToEar;
import io.colloquy.media.recording.Replay;
import io.colloquy.media.recording.SpeechEnds;
import io.colloquy.media.recording.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Makes the sound file of a call that is over, and measures on the way how long its caller waited
 * for answers. It holds no more of the call than one piece of each side.
 */
final class Mastering {

  /** Asked every now and then whether to go on; throws if not. */
  interface Progress {
    void check() throws IOException;
  }

  /**
   * @param parts in order, each once, as often as they are asked for
   * @param file to be written, if anything was heard
   */
  static Ledger.Result of(Iterable<RecordedPart> parts, Path file, Progress progress)
      throws IOException {
    var timeline = Timeline.of(parts);
    var latencies =
        timeline.hasUser() || timeline.hasAgent()
            ? write(parts, timeline, file, progress)
            : Map.<Integer, Double>of();
    return new Ledger.Result(
        timeline.durationMs(),
        timeline.complete(),
        timeline.hasUser(),
        timeline.hasAgent(),
        latencies);
  }

  private static Map<Integer, Double> write(
      Iterable<RecordedPart> parts, Timeline timeline, Path file, Progress progress)
      throws IOException {
    var ears = new SpeechEnds(Mp3File.RATE);
    try (var mp3 = new Mp3File(file)) {
      new Replay(parts, timeline, Mp3File.RATE)
          .to(
              (user, agent) -> {
                progress.check();
                ears.hear(user);
                mp3.write(user, agent);
              });
    }
    return EarToEar.latencies(timeline, ears.spoken());
  }

  private Mastering() {}
}

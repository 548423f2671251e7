package io.colloquy.gateway.session;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.speech.Alignment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts long audio at whole samples: some clients refuse frames of 1 MiB. */
final class AudioPieces {

  /** Bytes of samples in one frame. Base64 makes 512 KiB of it. */
  static final int MAX_BYTES = 384 * 1024;

  static List<EdgeOutput.Audio> of(EdgeOutput.Audio audio, AudioFormat format) {
    if (audio.samples().length <= MAX_BYTES) {
      return List.of(audio);
    }
    List<EdgeOutput.Audio> pieces = new ArrayList<>();
    for (int from = 0; from < audio.samples().length; from += MAX_BYTES) {
      int to = Math.min(from + MAX_BYTES, audio.samples().length);
      boolean last = to == audio.samples().length;
      pieces.add(
          new EdgeOutput.Audio(
              audio.eventId(),
              Arrays.copyOfRange(audio.samples(), from, to),
              between(
                  audio.alignment(),
                  (int) format.millis(from),
                  last ? Integer.MAX_VALUE : (int) format.millis(to))));
    }
    return pieces;
  }

  /** The characters that begin in this span of milliseconds, counted from its start. */
  private static Alignment between(Alignment whole, int fromMs, int toMs) {
    List<String> chars = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    List<Integer> durations = new ArrayList<>();
    for (int i = 0; i < whole.chars().size(); i++) {
      int start = whole.startMs().get(i);
      if (start >= fromMs && start < toMs) {
        chars.add(whole.chars().get(i));
        starts.add(start - fromMs);
        durations.add(whole.durationMs().get(i));
      }
    }
    return new Alignment(chars, starts, durations);
  }

  private AudioPieces() {}
}

package io.colloquy.tts.voice;

import io.colloquy.contracts.speech.Voice;
import io.colloquy.tts.espeak.EspeakSynthesizer;
import io.colloquy.tts.flite.FliteSynthesizer;
import io.colloquy.tts.voice.Synthesizer.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures the engines on this machine: time to the first sound and time to make speech over the
 * time that it sounds, median and 95th percentile of many runs. README.md says how to run it.
 */
public final class EngineTimings {

  private static final int WARM_UP_RUNS = 10;
  private static final int RUNS = 40;

  private static final Map<String, String> TEXTS =
      Map.of(
          "en", "Our opening hours are nine to five on weekdays, and ten to two on Saturdays.",
          "de", "Wir haben werktags von neun bis fünf und samstags von zehn bis zwei geöffnet.");

  public static void main(String[] arguments) {
    var flite = FliteSynthesizer.find();
    var espeak = EspeakSynthesizer.find("espeak-ng", Duration.ofSeconds(5));
    for (var voice : List.of("slt", "rms", "awb", "kal16")) {
      measure(flite, voice, "en");
    }
    measure(espeak, "espeak-de", "de");
  }

  @SuppressWarnings("SystemOut") // its whole purpose
  private static void measure(Synthesizer engine, String voiceId, String language) {
    var voice = new Voice(voiceId, Optional.empty(), language, 1, 0.5, 0.8);
    var text = TEXTS.get(language);
    for (var said : List.of("Hello!", text, (text + " ").repeat(5).strip())) {
      List<Double> first = new ArrayList<>();
      List<Double> factor = new ArrayList<>();
      for (int run = 0; run < WARM_UP_RUNS + RUNS; run++) {
        var recording = Recording.of(engine, new Utterance(said, voice));
        if (run >= WARM_UP_RUNS) {
          first.add(recording.firstSoundAfter().toNanos() / 1e6);
          factor.add(recording.tookInAll().toNanos() / 1e6 / recording.durationMs());
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%-10s %-10s %3d characters: first sound p50 %5.1f ms, p95 %5.1f ms;"
              + " real-time factor p50 %.4f, p95 %.4f%n",
          engine.engine(),
          voiceId,
          said.length(),
          share(first, 0.5),
          share(first, 0.95),
          share(factor, 0.5),
          share(factor, 0.95));
    }
  }

  private static double share(List<Double> values, double share) {
    var sorted = values.stream().sorted().toList();
    return sorted.get((int) (share * (sorted.size() - 1)));
  }

  private EngineTimings() {}
}

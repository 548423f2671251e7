package io.colloquy.tts.voice;

import io.colloquy.media.Level;
import io.colloquy.media.Tone;
import io.colloquy.tts.voice.Sound.TimedChar;
import io.colloquy.tts.voice.Synthesizer.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Everything that a sink was given, and when; with the measurements that tests need. */
public final class Recording implements Synthesizer.Sink {

  private static final int FRAME_MS = 20;

  private final int limit;
  private final long begunNanos = System.nanoTime();
  private final List<Sound> sounds = new ArrayList<>();
  private long firstNanos;
  private long endNanos;

  private Recording(int limit) {
    this.limit = limit;
  }

  public static Recording of(Synthesizer engine, Utterance utterance) {
    return of(engine, utterance, Integer.MAX_VALUE);
  }

  /** Wants no more after this many sounds. */
  public static Recording of(Synthesizer engine, Utterance utterance, int limit) {
    var recording = new Recording(limit);
    engine.speak(utterance, recording);
    recording.endNanos = System.nanoTime();
    return recording;
  }

  @Override
  public boolean take(Sound sound) {
    if (firstNanos == 0 && sound.samples().length > 0) {
      firstNanos = System.nanoTime();
    }
    sounds.add(sound);
    return sounds.size() < limit;
  }

  public List<Sound> sounds() {
    return sounds;
  }

  public List<TimedChar> chars() {
    return sounds.stream().flatMap(sound -> sound.chars().stream()).toList();
  }

  public short[] samples() {
    short[] all = new short[sounds.stream().mapToInt(sound -> sound.samples().length).sum()];
    int at = 0;
    for (var sound : sounds) {
      System.arraycopy(sound.samples(), 0, all, at, sound.samples().length);
      at += sound.samples().length;
    }
    return all;
  }

  public int rate() {
    return sounds.isEmpty() ? 16_000 : sounds.getFirst().sampleRate();
  }

  public double durationMs() {
    return samples().length * 1000.0 / rate();
  }

  /** How long the first sound is. */
  public double firstSoundMs() {
    return sounds.stream()
        .filter(sound -> sound.samples().length > 0)
        .mapToDouble(sound -> sound.samples().length * 1000.0 / rate())
        .findFirst()
        .orElseThrow();
  }

  public Duration firstSoundAfter() {
    return Duration.ofNanos(firstNanos - begunNanos);
  }

  public Duration tookInAll() {
    return Duration.ofNanos(endNanos - begunNanos);
  }

  public double rms() {
    return Level.rms(samples());
  }

  /** Level of the part between two times. */
  public double rms(double fromMs, double toMs) {
    return Level.rms(part(fromMs, toMs));
  }

  /** Until the first frame that reaches a tenth of the average level. */
  public double silenceBeforeMs() {
    double loud = rms() / 10;
    int frame = 0;
    while (rms(frame * FRAME_MS, (frame + 1) * FRAME_MS) < loud) {
      frame++;
    }
    return frame * FRAME_MS;
  }

  /** How many frames of 20 ms are quieter than this share of the average level. */
  public double shareOfFramesBelow(double share) {
    double level = rms() * share;
    int frames = (int) (durationMs() / FRAME_MS);
    int quiet = 0;
    for (int i = 0; i < frames; i++) {
      if (rms(i * FRAME_MS, (i + 1) * FRAME_MS) < level) {
        quiet++;
      }
    }
    return (double) quiet / frames;
  }

  /** Correlation of two recordings of equal length, sample by sample: 1 for the same sound. */
  public double likeness(Recording other) {
    var mine = samples();
    var others = other.samples();
    double product = 0;
    double mineSquared = 0;
    double othersSquared = 0;
    for (int i = 0; i < mine.length; i++) {
      product += (double) mine[i] * others[i];
      mineSquared += (double) mine[i] * mine[i];
      othersSquared += (double) others[i] * others[i];
    }
    return product / Math.sqrt(mineSquared * othersSquared);
  }

  /** The energy's mean frequency between 80 Hz and 7 kHz, over the second in the middle. */
  public double spectralCentroidHz() {
    double middle = durationMs() / 2;
    var second = part(middle - 500, middle + 500);
    double energy = 0;
    double weighted = 0;
    for (int hz = 80; hz < 7_000; hz += 20) {
      double power = Math.pow(Tone.amplitude(second, rate(), hz), 2);
      energy += power;
      weighted += power * hz;
    }
    return weighted / energy;
  }

  private short[] part(double fromMs, double toMs) {
    var all = samples();
    int from = (int) Math.clamp(fromMs * rate() / 1000, 0, all.length);
    int to = (int) Math.clamp(toMs * rate() / 1000, from, all.length);
    return Arrays.copyOfRange(all, from, to);
  }
}

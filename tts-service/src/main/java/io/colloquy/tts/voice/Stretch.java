package io.colloquy.tts.voice;

import io.colloquy.media.Resampler;
import io.colloquy.tts.voice.Sound.TimedChar;
import io.colloquy.tts.voice.Synthesizer.Sink;
import io.colloquy.tts.voice.Synthesizer.Utterance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How far an utterance has been said, over several engines. While another engine could still take
 * over, only whole words go on to the sink; the beginning of a word waits for its end, so that
 * nothing is heard twice and nothing is left out. All of the sound has the rate of the first.
 */
final class Stretch {

  /** A word does not wait longer than this: some are long, and some engines tell times late. */
  private static final double LONGEST_HOLD_MS = 700;

  /** How fast one speaks where nothing is known of it, a character. */
  private static final double USUAL_CHARACTER_MS = 65;

  private final Utterance whole;
  private final Sink sink;
  private volatile boolean unwanted;

  /** Where the text goes on that no engine has said yet. */
  private int from;

  private int rate;
  private double givenMs;

  private double legStartMs;
  private boolean careful;
  private Optional<Resampler> resampler = Optional.empty();
  private List<TimedChar> known = new ArrayList<>();
  private short[] held = {};
  private double lastToldMs;

  Stretch(Utterance whole, Sink sink) {
    this.whole = whole;
    this.sink = sink;
  }

  boolean isUnwanted() {
    return unwanted;
  }

  /** True if there is nothing left to pronounce. */
  boolean isSaid() {
    return whole.text().substring(from).codePoints().noneMatch(Character::isLetterOrDigit);
  }

  Utterance left() {
    int start = from;
    var words =
        whole.pronounced().stream()
            .filter(word -> word.start() >= start)
            .map(word -> new Pronounced(word.start() - start, word.end() - start, word.sounds()))
            .toList();
    return new Utterance(whole.text().substring(start), whole.voice(), words);
  }

  /**
   * Where the next engine gives its sound.
   *
   * @param mayBeReplaced whether another engine could go on after it
   */
  Sink leg(boolean mayBeReplaced) {
    legStartMs = givenMs;
    careful = mayBeReplaced;
    resampler = Optional.empty();
    known = new ArrayList<>();
    held = new short[0];
    int start = from;
    double startMs = legStartMs;
    return new Sink() {
      @Override
      public boolean take(Sound sound) {
        sound.chars().forEach(told -> known.add(Relay.moved(told, start, startMs)));
        hold(sound);
        release();
        return !unwanted;
      }

      @Override
      public void whenUnwanted(Runnable stop) {
        sink.whenUnwanted(
            () -> {
              unwanted = true;
              stop.run();
            });
      }
    };
  }

  private void hold(Sound sound) {
    if (sound.samples().length == 0) {
      return;
    }
    if (rate == 0) {
      rate = sound.sampleRate();
    }
    if (sound.sampleRate() != rate && resampler.isEmpty()) {
      resampler = Optional.of(new Resampler(sound.sampleRate(), rate));
    }
    append(resampler.map(r -> r.push(sound.samples())).orElse(sound.samples()));
  }

  private void append(short[] samples) {
    int at = held.length;
    held = Arrays.copyOf(held, at + samples.length);
    System.arraycopy(samples, 0, held, at, samples.length);
  }

  private void release() {
    double cameMs = givenMs + millis(held.length);
    if (!careful) {
      give(held.length, known.size());
      return;
    }
    int words = wholeWords(cameMs);
    if (words > 0) {
      double untilMs = Math.max(givenMs, known.get(words).startMs());
      give((int) Math.min(held.length, Math.round((untilMs - givenMs) * rate / 1000)), words);
    }
    if (millis(held.length) > LONGEST_HOLD_MS) {
      give(held.length, begunBefore(cameMs));
    }
  }

  /** How many of the known characters stand before the last word border that has come. */
  private int wholeWords(double cameMs) {
    for (int i = known.size() - 1; i > 0; i--) {
      if (known.get(i).startMs() <= cameMs && isBorder(known.get(i).index())) {
        return i;
      }
    }
    return 0;
  }

  private int begunBefore(double ms) {
    int count = 0;
    while (count < known.size() && known.get(count).startMs() < ms) {
      count++;
    }
    return count;
  }

  /** Between words, or between signs that are words. */
  private boolean isBorder(int at) {
    return at > 0
        && (parts(whole.text().codePointBefore(at)) || parts(whole.text().codePointAt(at)));
  }

  private static boolean parts(int point) {
    return Character.isWhitespace(point) || Character.isIdeographic(point);
  }

  private void give(int samples, int chars) {
    var sound = Arrays.copyOf(held, samples);
    var told = List.copyOf(known.subList(0, chars));
    held = Arrays.copyOfRange(held, samples, held.length);
    known.subList(0, chars).clear();
    if (unwanted || (samples == 0 && told.isEmpty())) {
      return;
    }
    givenMs += millis(samples);
    if (!told.isEmpty()) {
      int last = told.getLast().index();
      from = last + Character.charCount(whole.text().codePointAt(last));
      lastToldMs = told.getLast().startMs() + told.getLast().durationMs();
    }
    if (!sink.take(new Sound(rate, sound, told))) {
      unwanted = true;
    }
  }

  /** The engine said all that was left. */
  void finish() {
    resampler.ifPresent(r -> append(r.finish()));
    give(held.length, known.size());
  }

  /** The engine failed: what is held back is said by another, from the first word that is not. */
  void resume() {
    known.clear();
    held = new short[0];
    // Sound may have gone on without being told of what it says.
    double untoldMs = givenMs - Math.max(lastToldMs, legStartMs);
    if (untoldMs > LONGEST_HOLD_MS / 2) {
      int guess = from + (int) (untoldMs / USUAL_CHARACTER_MS);
      tell(wordStart(Math.min(guess, whole.text().length())));
    }
  }

  private int wordStart(int at) {
    int start = at;
    while (start > from && start < whole.text().length() && !isBorder(start)) {
      start--;
    }
    return start;
  }

  /** The characters that nobody says any more. */
  void tellRest() {
    tell(whole.text().length());
  }

  private void tell(int end) {
    List<TimedChar> told = new ArrayList<>();
    for (int i = from; i < end; i += Character.charCount(whole.text().codePointAt(i))) {
      told.add(new TimedChar(i, givenMs, 0));
    }
    from = Math.max(from, end);
    if (!told.isEmpty() && !unwanted && !sink.take(new Sound(rate, new short[0], told))) {
      unwanted = true;
    }
  }

  private double millis(int samples) {
    return rate == 0 ? 0 : samples * 1000.0 / rate;
  }
}

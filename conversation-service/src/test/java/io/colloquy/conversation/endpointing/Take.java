package io.colloquy.conversation.endpointing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An utterance as one voice spoke it over one noise.
 *
 * @param samples with quiet before and after
 * @param words when each has sounded
 * @param onsetMs where the first sound begins
 * @param endMs where the last sound ends
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
record Take(
    Utterance utterance,
    Voice voice,
    NoiseLevel noise,
    short[] samples,
    List<Word> words,
    int onsetMs,
    int endMs) {

  /**
   * @param endMs when it has sounded
   */
  record Word(String text, int endMs) {}

  private static final int BEFORE_MS = 800;
  private static final int AFTER_MS = 2_600;
  private static final Pattern PAUSE = Pattern.compile("\\[(\\d+)]");

  static Take of(Utterance utterance, NoiseLevel noise) {
    var voice = Voice.of(utterance);
    var tape = new Tape();
    tape.quiet(BEFORE_MS);
    if (utterance.kind() == Utterance.Kind.SOUND) {
      tape.add(Bodily.sound(utterance.say()), List.of());
    } else {
      speak(utterance, voice, tape);
    }
    int endMs = tape.millis();
    tape.quiet(AFTER_MS);
    short[] samples = noise.over(tape.samples, utterance.number());
    return new Take(utterance, voice, noise, samples, tape.words, BEFORE_MS, endMs);
  }

  int millis() {
    return samples.length / Sounds.PER_MS;
  }

  private static void speak(Utterance utterance, Voice voice, Tape tape) {
    var pauses = PAUSE.matcher(utterance.say());
    int from = 0;
    while (pauses.find()) {
      part(utterance, utterance.say().substring(from, pauses.start()), voice, tape);
      tape.quiet(Integer.parseInt(pauses.group(1)));
      from = pauses.end();
    }
    part(utterance, utterance.say().substring(from), voice, tape);
  }

  private static void part(Utterance utterance, String text, Voice voice, Tape tape) {
    short[] sound = voice.say(utterance.phonemes().orElse(text.strip()));
    tape.add(Sounds.levelled(Sounds.trimmed(sound), Sounds.SPEECH), plain(text));
  }

  /** As a recogniser without punctuation would write it. */
  private static List<String> plain(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The sound so far, and when its words have sounded: by their letters, within each part. */
  private static final class Tape {
    private short[] samples = {};
    private final List<Word> words = new ArrayList<>();

    void quiet(int millis) {
      samples = Sounds.joined(samples, new short[millis * Sounds.PER_MS]);
    }

    void add(short[] sound, List<String> said) {
      int letters = said.stream().mapToInt(word -> word.length() + 1).sum();
      int before = 0;
      for (var word : said) {
        before += word.length() + 1;
        int end = millis() + (int) ((long) sound.length * before / letters / Sounds.PER_MS);
        words.add(new Word(word, end));
      }
      samples = Sounds.joined(samples, sound);
    }

    int millis() {
      return samples.length / Sounds.PER_MS;
    }
  }
}

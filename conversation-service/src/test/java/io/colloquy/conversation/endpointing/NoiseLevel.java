package io.colloquy.conversation.endpointing;

import java.util.Arrays;
import java.util.List;

/** What else sounds while somebody speaks. */
enum NoiseLevel {
  /** A live microphone in a quiet room. */
  CLEAN("clean", 0.001),
  /** An office or a street, 20 dB below the speech. */
  SOME("20 dB", 0.1),
  /** The same, 10 dB below the speech. */
  LOUD("10 dB", 0.316);

  private static final int LOOP_MS = 40_000;
  private static final int PEOPLE_A_VOICE = 3;

  private static final class Made {
    static final short[] PINK = Sounds.levelled(Sounds.pink(LOOP_MS, 5), Sounds.SPEECH);
    static final short[] BABBLE = manyVoices();
  }

  private final String title;
  private final double factor;

  NoiseLevel(String title, double factor) {
    this.title = title;
    this.factor = factor;
  }

  String title() {
    return title;
  }

  /** Every other utterance has a street's noise, the others an office's babble. */
  short[] over(short[] samples, int number) {
    short[] noise = this == CLEAN || number % 2 == 0 ? Made.PINK : Made.BABBLE;
    return Sounds.sum(samples, noise, number * 7_919 % noise.length, factor);
  }

  /** Many people who talk at once. */
  static short[] babble(int millis) {
    return Arrays.copyOf(Made.BABBLE, millis * Sounds.PER_MS);
  }

  private static short[] manyVoices() {
    short[] all = new short[LOOP_MS * Sounds.PER_MS];
    var voices =
        List.of(
            Voice.SLT,
            Voice.RMS,
            Voice.AWB,
            Voice.KAL,
            Voice.ESPEAK_US,
            Voice.ESPEAK_GB,
            Voice.ESPEAK_DE,
            Voice.ESPEAK_DE_F);
    for (int i = 0; i < voices.size(); i++) {
      short[] said = Sounds.trimmed(voices.get(i).say(TALK));
      short[] talk = Sounds.levelled(said, Sounds.SPEECH / 6);
      for (int person = 0; person < PEOPLE_A_VOICE; person++) {
        all = Sounds.sum(all, talk, i * 23_003 + person * 61_001, 1);
      }
    }
    return Sounds.levelled(all, Sounds.SPEECH);
  }

  private static final String TALK =
      "The committee met on Wednesday and talked about the new road along the river, which many"
          + " people in the village do not want, because it would run close to the old school."
          + " After two hours they had not agreed on anything but the date of their next meeting.";
}

package io.colloquy.conversation.speech;

import io.colloquy.contracts.AudioFormat;

/**
 * What a speaker's line does to the mean spectrum of speech, as the cepstrum that PocketSphinx
 * subtracts.
 *
 * <p>Each utterance begins with it. What the decoder learns of the channel from one short utterance
 * does more harm to the next than good, and the English model's own value costs three times the
 * errors.
 */
enum Channel {

  /** A microphone: the mean of two human and four synthetic sets of speech. */
  WIDE(
      48.28f, 2.76f, 3.81f, 17.98f, -2.90f, 0.19f, 2.35f, -5.63f, -2.56f, -2.95f, 4.48f, 1.28f,
      1.24f),

  /** The same speech without what lies above 4 kHz. Heard as wide, it costs twice the errors. */
  TELEPHONE(
      40.89f, 29.10f, -27.77f, 44.63f, -13.93f, -4.99f, 18.92f, -24.44f, 9.57f, -4.39f, -4.05f,
      15.22f, -11.79f);

  @SuppressWarnings("ImmutableEnumChecker") // only copies leave
  private final float[] mean;

  Channel(float... mean) {
    this.mean = mean;
  }

  static Channel of(AudioFormat line) {
    return line.sampleRate() < 16_000 ? TELEPHONE : WIDE;
  }

  float[] mean() {
    return mean.clone();
  }
}

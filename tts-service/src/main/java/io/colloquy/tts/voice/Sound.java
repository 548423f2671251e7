package io.colloquy.tts.voice;

import java.util.List;

/**
 * A stretch of sound as an engine makes it: mono, 16 bit.
 *
 * @param sampleRate samples a second; the same for all sounds of an utterance
 * @param chars characters whose time became known with this sound, in the order of the text; they
 *     may begin in a later one. All sounds of an utterance together name each character once.
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of samples, never compared or hashed
public record Sound(int sampleRate, short[] samples, List<TimedChar> chars) {

  public Sound {
    chars = List.copyOf(chars);
  }

  /**
   * When a character sounds.
   *
   * @param index where it stands in the text: the index of its first {@code char}
   * @param startMs milliseconds from the start of the utterance
   * @param durationMs milliseconds; 0 for what makes no sound of its own
   */
  public record TimedChar(int index, double startMs, double durationMs) {}
}

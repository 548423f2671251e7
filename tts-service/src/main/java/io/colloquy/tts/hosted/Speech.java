package io.colloquy.tts.hosted;

import io.colloquy.media.Pcm;
import io.colloquy.tts.voice.Sound;
import io.colloquy.tts.voice.Sound.TimedChar;
import io.colloquy.tts.voice.Synthesizer.Sink;
import java.util.Arrays;
import java.util.List;

/** The sound of one utterance on its way from a service to a sink; bytes may be cut anywhere. */
final class Speech {

  private final int rate;
  private final Sink sink;
  private byte[] half = {};
  private long samples;
  private boolean wanted = true;

  Speech(int rate, Sink sink) {
    this.rate = rate;
    this.sink = sink;
  }

  /** How much was given to the sink, in milliseconds. */
  double givenMs() {
    return samples * 1000.0 / rate;
  }

  /** How much there will be with these bytes, in milliseconds. */
  double givenMsWith(byte[] bytes) {
    return (samples + (half.length + bytes.length) / 2) * 1000.0 / rate;
  }

  boolean isWanted() {
    return wanted;
  }

  /**
   * @param bytes 16-bit samples, low byte first
   * @return false if no more is wanted
   */
  boolean give(byte[] bytes, List<TimedChar> chars) {
    byte[] all = Arrays.copyOf(half, half.length + bytes.length);
    System.arraycopy(bytes, 0, all, half.length, bytes.length);
    int whole = all.length - all.length % 2;
    half = Arrays.copyOfRange(all, whole, all.length);
    var sound = Pcm.samples(Arrays.copyOf(all, whole));
    if (wanted && (sound.length > 0 || !chars.isEmpty())) {
      samples += sound.length;
      wanted = sink.take(new Sound(rate, sound, chars));
    }
    return wanted;
  }
}

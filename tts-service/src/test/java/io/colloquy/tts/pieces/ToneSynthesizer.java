package io.colloquy.tts.pieces;

import io.colloquy.media.Tone;
import io.colloquy.tts.voice.Availability;
import io.colloquy.tts.voice.Sound;
import io.colloquy.tts.voice.Sound.TimedChar;
import io.colloquy.tts.voice.SynthesisFailure;
import io.colloquy.tts.voice.Synthesizer;
import io.colloquy.tts.voice.Voices;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * Says "600" as a tone of 600 Hz that lasts 400 ms, in sounds of 100 ms. "broken" breaks it, and it
 * can be held after its first sound.
 */
final class ToneSynthesizer implements Synthesizer {

  static final int RATE = 16_000;
  static final int PIECE_MS = 400;
  private static final int SOUND_SAMPLES = RATE / 10;

  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile CountDownLatch atGate = new CountDownLatch(0);

  /** From now on a piece stops after its first sound until {@link #release}. */
  void hold() {
    gate = new CountDownLatch(1);
    atGate = new CountDownLatch(1);
  }

  void awaitHeld() throws InterruptedException {
    atGate.await();
  }

  void release() {
    gate.countDown();
  }

  @Override
  public String engine() {
    return Voices.FLITE;
  }

  @Override
  public Availability availability() {
    return new Availability.Ready();
  }

  @Override
  public boolean speaks(String language) {
    return true;
  }

  @Override
  public void speak(Utterance utterance, Sink sink) {
    var text = utterance.text();
    if (text.isEmpty()) {
      return;
    }
    if (text.equals("broken")) {
      throw new SynthesisFailure("the voice broke");
    }
    if (text.equals("bug")) {
      throw new IllegalStateException("a bug");
    }
    var tone = Tone.sine(RATE, Integer.parseInt(text), RATE * PIECE_MS / 1000, 0.5);
    boolean wanted = sink.take(new Sound(RATE, Arrays.copyOf(tone, SOUND_SAMPLES), chars(text)));
    passGate();
    for (int at = SOUND_SAMPLES; wanted && at < tone.length; at += SOUND_SAMPLES) {
      var samples = Arrays.copyOfRange(tone, at, at + SOUND_SAMPLES);
      wanted = sink.take(new Sound(RATE, samples, List.of()));
    }
  }

  private void passGate() {
    try {
      atGate.countDown();
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SynthesisFailure("interrupted", e);
    }
  }

  private static List<TimedChar> chars(String text) {
    double each = (double) PIECE_MS / text.length();
    return IntStream.range(0, text.length())
        .mapToObj(i -> new TimedChar(i, i * each, each))
        .toList();
  }
}

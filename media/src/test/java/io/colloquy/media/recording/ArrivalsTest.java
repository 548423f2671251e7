package io.colloquy.media.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.media.Pcm;
import io.colloquy.media.Tone;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final int RATE = 16_000;
  private static final int FRAME_MS = 20;

  private final Arrivals arrivals = new Arrivals(AudioFormat.PCM_16000);

  @Test
  void aFrameWasSpokenJustBeforeItArrived() {
    assertThat(arrivals.place(520, frame(0)).fromMs()).isEqualTo(500);
  }

  @Test
  void jitterDoesNotTearASentenceApart() {
    var random = new Random(3);
    int gaps = 0;
    double place = 0;
    for (int i = 0; i < 1_000; i++) {
      var placed = arrivals.place(1_000 + i * FRAME_MS + random.nextInt(60), frame(0.3));
      gaps += i > 0 && !placed.goesOn() ? 1 : 0;
      place = placed.fromMs();
    }

    assertThat(gaps).isZero();
    assertThat(place).isCloseTo(1_000 + 998 * FRAME_MS, within(70.0));
  }

  @Test
  void aPauseOfTheSenderIsAPauseInTheRecording() {
    arrivals.place(1_000, frame(0.3));
    var placed = arrivals.place(3_000, frame(0.3));

    assertThat(placed.goesOn()).isFalse();
    assertThat(placed.fromMs()).isEqualTo(2_980);
  }

  @Test
  void aPauseTooShortToBeSeenAtOnceIsMadeUpWithinASecond() {
    for (int at = 0; at < 1_000; at += FRAME_MS) {
      arrivals.place(1_000 + at, frame(0.3));
    }
    double off = 0;
    for (int at = 1_000; at < 4_000; at += FRAME_MS) {
      off = arrivals.place(1_060 + at, frame(0.3)).fromMs() - (1_060 + at - FRAME_MS);
    }

    assertThat(off).isCloseTo(0, within(Arrivals.TOLERANCE_MS));
  }

  @Test
  void aClockThatRunsFasterIsKeptUpWithWhereItIsQuiet() {
    double off = 0;
    double at = 1_000;
    for (int i = 0; i < 50_000; i++) {
      at += FRAME_MS * 0.999;
      off = arrivals.place(at, frame(i % 100 < 50 ? 0.3 : 0)).fromMs() - (at - FRAME_MS);
    }

    assertThat(off).isCloseTo(0, within(20.0));
  }

  @Test
  void aClockThatRunsSlowerIsKeptUpWith() {
    double off = 0;
    double at = 1_000;
    for (int i = 0; i < 50_000; i++) {
      at += FRAME_MS * 1.001;
      off = arrivals.place(at, frame(0.3)).fromMs() - (at - FRAME_MS);
    }

    assertThat(off).isCloseTo(0, within(20.0));
  }

  @Test
  void whoSendsFasterThanOneCanSpeakLosesNothing() {
    double next = 0;
    for (int i = 0; i < 500; i++) {
      var placed = arrivals.place(1_000 + i, frame(0));
      assertThat(placed.samples()).hasSize(RATE * 2 * FRAME_MS / 1_000);
      next = placed.fromMs() + FRAME_MS;
    }

    assertThat(next).isEqualTo(980 + 500 * FRAME_MS);
  }

  private static byte[] frame(double amplitude) {
    return Pcm.bytes(Tone.sine(RATE, 400, RATE * FRAME_MS / 1_000, amplitude));
  }
}

package io.colloquy.media.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.recording.RecordedPart;
import io.colloquy.media.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EarToEarTest {

  private static final int RATE = 24_000;

  private final List<RecordedPart> parts = new ArrayList<>();
  private final CallRecorder recorder =
      new CallRecorder("conv_1", AudioFormat.PCM_16000, AudioFormat.PCM_16000, 0, parts::add);
  private final short[] line = noise(20);

  @Test
  void theWaitIsFromTheEndOfTheWordsToTheBeginningOfTheAnswer() {
    say(500, 1_000);
    recorder.understood(2_000, 1);
    recorder.sent(2_300, 1, new byte[32_000]);

    assertThat(latencies()).containsOnlyKeys(1);
    assertThat(latencies().get(1)).isCloseTo(800, within(20.0));
  }

  @Test
  void aGreetingAndAReminderAnswerNobody() {
    recorder.sent(100, 1, new byte[3_200]);
    say(1_000, 500);
    recorder.understood(1_800, 2);
    recorder.sent(2_000, 2, new byte[3_200]);
    recorder.sent(9_000, 3, new byte[3_200]);

    assertThat(latencies()).containsOnlyKeys(2);
  }

  @Test
  void whoInterruptsWaitsFromTheEndOfTheInterruption() {
    recorder.sent(0, 1, new byte[160_000]);
    say(1_000, 900);
    recorder.interrupted(1_300, 1);
    recorder.understood(2_300, 2);
    recorder.sent(2_500, 2, new byte[3_200]);

    assertThat(latencies().get(2)).isCloseTo(600, within(20.0));
  }

  @Test
  void anAnswerThatWasNeverHeardHasNoWait() {
    say(500, 500);
    recorder.understood(1_200, 1);
    recorder.interrupted(1_300, 1);

    assertThat(latencies()).isEmpty();
  }

  @Test
  void aCoughWhileTheAnswerIsAwaitedEndsNothing() {
    say(500, 500);
    recorder.understood(1_400, 1);
    say(1_600, 100);
    recorder.sent(2_000, 1, new byte[3_200]);

    assertThat(latencies().get(1)).isCloseTo(1_000, within(20.0));
  }

  @Test
  void pausesWithinASentenceDoNotEndIt() {
    say(500, 300);
    say(1_000, 300);
    recorder.understood(1_800, 1);
    recorder.sent(2_000, 1, new byte[3_200]);

    assertThat(latencies().get(1)).isCloseTo(700, within(20.0));
  }

  /** A voice on the line. */
  private void say(int fromMs, int lengthMs) {
    short[] voice = Tone.sine(RATE, 300, lengthMs * RATE / 1_000, 0.3);
    for (int i = 0; i < voice.length; i++) {
      line[fromMs * RATE / 1_000 + i] += voice[i];
    }
  }

  private Map<Integer, Double> latencies() {
    recorder.close(20_000);
    var ears = new SpeechEnds(RATE);
    ears.hear(line);
    return EarToEar.latencies(Timeline.of(parts), ears.spoken());
  }

  private static short[] noise(int seconds) {
    var random = new Random(1);
    short[] noise = new short[seconds * RATE];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) (random.nextGaussian() * 60);
    }
    return noise;
  }
}

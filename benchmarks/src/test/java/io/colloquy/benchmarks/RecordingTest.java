package io.colloquy.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.media.Level;
import io.colloquy.media.Pcm;
import io.colloquy.media.Tone;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RecordingTest {

  private static final int FRAME_SAMPLES = 512;

  @Test
  void silenceBeforeAndAfterSpeechIsLeftOut() {
    var samples = new short[10 * FRAME_SAMPLES];
    var tone = Tone.sine(16_000, 300, 4 * FRAME_SAMPLES, 0.5);
    System.arraycopy(tone, 0, samples, 3 * FRAME_SAMPLES, tone.length);

    assertThat(Recording.of(samples).frames()).hasSize(4);
  }

  @Test
  void aPauseWithinSpeechIsKept() {
    var samples = Tone.sine(16_000, 300, 6 * FRAME_SAMPLES, 0.5);
    Arrays.fill(samples, 2 * FRAME_SAMPLES, 4 * FRAME_SAMPLES, (short) 0);

    assertThat(Recording.of(samples).frames()).hasSize(6);
  }

  @Test
  void theQuestionEndsWithAFrameThatIsHeard() {
    var frames = Recording.question().frames();

    assertThat(frames.size() * Recording.FRAME_MS).isBetween(1_500, 2_200);
    assertThat(Level.dbfs(Pcm.samples(frames.getLast()))).isGreaterThan(-50);
  }
}

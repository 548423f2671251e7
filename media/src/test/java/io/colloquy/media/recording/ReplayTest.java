package io.colloquy.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.recording.RecordedPart;
import io.colloquy.media.FormatWriter;
import io.colloquy.media.Level;
import io.colloquy.media.Tone;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From what happens at the edge to what is heard, by tones at known times. */
class ReplayTest {

  private static final int RATE = 24_000;
  private static final long START = 900;
  private static final double USER_HZ = 700;
  private static final double AGENT_HZ = 1_900;

  private final List<RecordedPart> parts = new ArrayList<>();
  private short[] user = {};
  private short[] agent = {};

  @ParameterizedTest
  @CsvSource({
    "pcm_16000, pcm_16000",
    "ulaw_8000, ulaw_8000",
    "pcm_8000, pcm_44100",
    "pcm_22050, pcm_48000",
    "pcm_48000, pcm_22050",
    "pcm_24000, pcm_24000"
  })
  void bothSidesSoundWhenTheyWereHeard(String userFormat, String agentFormat) throws IOException {
    var in = AudioFormat.of(userFormat);
    var out = AudioFormat.of(agentFormat);
    var recorder = new CallRecorder("conv_1", in, out, START, parts::add);
    byte[] burst = sound(in, USER_HZ, 400);
    byte[] speech = sound(out, AGENT_HZ, 1_000);
    int frame = in.sampleRate() * in.bytesPerSample() / 50;
    for (int at = 0; at < burst.length; at += frame) {
      long now = START + 2_000 + Math.round(in.millis(at + frame));
      recorder.heard(now, Arrays.copyOfRange(burst, at, Math.min(at + frame, burst.length)));
    }
    recorder.sent(START + 3_000, 1, speech);
    recorder.sent(START + 3_010, 1, speech);
    recorder.interrupted(START + 4_500, 1);
    recorder.sent(START + 6_000, 2, speech);
    recorder.close(START + 8_000);

    play();

    assertThat(user).hasSize(8 * RATE);
    assertThat(tone(user, USER_HZ)).isEqualTo("2000-2400");
    assertThat(tone(agent, AGENT_HZ)).isEqualTo("3000-4500 6000-7000");
  }

  @Test
  void aSoundThatGoesOnOverSecondsHasNoSeam() throws IOException {
    var recorder =
        new CallRecorder("conv_1", AudioFormat.PCM_22050, AudioFormat.PCM_16000, START, parts::add);
    byte[] long4s = sound(AudioFormat.PCM_22050, 441, 4_000);
    for (int at = 0; at < long4s.length; at += 882) {
      long now = START + Math.round(AudioFormat.PCM_22050.millis(at + 882));
      recorder.heard(now, Arrays.copyOfRange(long4s, at, at + 882));
    }
    recorder.close(START + 4_000);

    play();

    // A seam would be a click, which is loud at every frequency.
    short[] middle = Arrays.copyOfRange(user, RATE / 10, user.length - RATE / 10);
    assertThat(Tone.amplitude(middle, RATE, 441)).isGreaterThan(0.48);
    for (int at = 0; at + RATE / 100 < middle.length; at += RATE / 100) {
      short[] window = Arrays.copyOfRange(middle, at, at + RATE / 100);
      assertThat(Level.rms(window)).isBetween(0.25, 0.45);
      assertThat(Tone.amplitude(window, RATE, 5_000)).isLessThan(0.001);
    }
  }

  @Test
  void aCallInWhichNobodySpokeIsSilent() throws IOException {
    var recorder =
        new CallRecorder("conv_1", AudioFormat.PCM_16000, AudioFormat.PCM_16000, START, parts::add);
    recorder.close(START + 1_234);

    play();

    assertThat(user).hasSize(1_234 * RATE / 1_000).containsOnly((short) 0);
    assertThat(agent).hasSize(1_234 * RATE / 1_000).containsOnly((short) 0);
  }

  private void play() throws IOException {
    List<short[]> left = new ArrayList<>();
    List<short[]> right = new ArrayList<>();
    new Replay(parts, Timeline.of(parts), RATE)
        .to(
            (l, r) -> {
              left.add(l.clone());
              right.add(r.clone());
            });
    user = joined(left);
    agent = joined(right);
  }

  private static byte[] sound(AudioFormat format, double hz, int millis) {
    int rate = format.sampleRate();
    var writer = new FormatWriter(rate, format);
    return writer.write(Tone.sine(rate, hz, rate * millis / 1_000, 0.5));
  }

  /** When the tone sounds, in whole 10 ms. */
  private static String tone(short[] samples, double hz) {
    int step = RATE / 100;
    var spans = new StringBuilder();
    boolean on = false;
    for (int at = 0; at < samples.length; at += step) {
      short[] window = Arrays.copyOfRange(samples, at, at + step);
      boolean sounds = Tone.amplitude(window, RATE, hz) > 0.25;
      if (sounds != on) {
        spans.append(sounds ? (spans.isEmpty() ? "" : " ") : "-").append(at * 1_000L / RATE);
      }
      on = sounds;
    }
    return spans.toString();
  }

  private static short[] joined(List<short[]> blocks) {
    short[] all = new short[blocks.stream().mapToInt(b -> b.length).sum()];
    int at = 0;
    for (short[] block : blocks) {
      System.arraycopy(block, 0, all, at, block.length);
      at += block.length;
    }
    return all;
  }
}

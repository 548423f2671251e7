package io.colloquy.analysis.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.recording.RecordedPart;
import io.colloquy.media.FormatWriter;
import io.colloquy.media.Tone;
import io.colloquy.media.recording.CallRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the edge to the sound file: tones are heard where they were, to 20 ms, on their side. */
class AlignmentTest {

  private static final double USER_HZ = 600;
  private static final double AGENT_HZ = 1_500;
  private static final int FRAME_MS = 20;
  private static final double EXACT = 20;

  @TempDir Path folder;

  private final List<RecordedPart> parts = new ArrayList<>();
  private final Random random = new Random(11);
  private CallRecorder recorder;
  private AudioFormat user;
  private AudioFormat agent;

  @ParameterizedTest
  @CsvSource({"pcm_16000, pcm_16000", "ulaw_8000, ulaw_8000", "pcm_48000, pcm_44100"})
  void everyToneIsWhereItWasOverAMinute(String userFormat, String agentFormat) throws IOException {
    begin(userFormat, agentFormat);
    microphone(60_000, 2_000, 300);
    for (int at = 5_000; at < 60_000; at += 5_000) {
      recorder.sent(at, at, tone(agent, AGENT_HZ, 700));
    }
    recorder.close(60_000);

    var heard = Listening.to(mastered());

    assertThat(heard.left()).hasSize(60 * Listening.RATE);
    var users = Listening.tones(heard.left(), USER_HZ, 0.5);
    assertThat(users).hasDimensions(30, 2);
    for (int i = 0; i < users.length; i++) {
      assertSpan(users[i], i * 2_000.0, i * 2_000.0 + 300);
    }
    var agents = Listening.tones(heard.right(), AGENT_HZ, 0.5);
    assertThat(agents).hasDimensions(11, 2);
    for (int i = 0; i < agents.length; i++) {
      assertSpan(agents[i], (i + 1) * 5_000.0, (i + 1) * 5_000.0 + 700);
    }
    assertThat(Listening.tones(heard.left(), AGENT_HZ, 0.05)).isEmpty();
    assertThat(Listening.tones(heard.right(), USER_HZ, 0.05)).isEmpty();
  }

  @Test
  void anInterruptionIsHeardWhereItWas() throws IOException {
    begin("pcm_16000", "pcm_24000");
    // Sent in a moment, as speech is; two seconds of it are heard.
    for (int i = 0; i < 10; i++) {
      recorder.sent(1_000 + i, 1, tone(agent, AGENT_HZ, 600));
    }
    frames(2_600, 900, 900);
    recorder.interrupted(3_000, 1);
    recorder.understood(4_000, 2);
    recorder.sent(4_200, 2, tone(agent, AGENT_HZ, 500));
    recorder.close(6_000);

    var result = Mastering.of(parts, folder.resolve("call.mp3"), () -> {});
    var heard = Listening.to(Files.readAllBytes(folder.resolve("call.mp3")));

    var agents = Listening.tones(heard.right(), AGENT_HZ, 0.5);
    assertThat(agents).hasDimensions(2, 2);
    assertSpan(agents[0], 1_000, 3_000);
    assertSpan(agents[1], 4_200, 4_700);
    var users = Listening.tones(heard.left(), USER_HZ, 0.5);
    assertThat(users).hasDimensions(1, 2);
    assertSpan(users[0], 2_600, 3_500);
    assertThat(result.latenciesMs()).containsOnlyKeys(2);
    assertThat(result.latenciesMs().get(2)).isCloseTo(700, within(EXACT));
    assertThat(result.complete()).isTrue();
  }

  @Test
  void aCallInWhichNothingWasHeardHasNoFile() throws IOException {
    begin("pcm_16000", "pcm_16000");
    recorder.sent(1_000, 1, new byte[0]);
    recorder.close(3_000);
    var file = folder.resolve("call.mp3");

    assertThat(Mastering.of(parts, file, () -> {}))
        .isEqualTo(new Ledger.Result(3_000, true, false, false, Map.of()));
    assertThat(file).doesNotExist();
  }

  private void begin(String userFormat, String agentFormat) {
    user = AudioFormat.of(userFormat);
    agent = AudioFormat.of(agentFormat);
    recorder = new CallRecorder("conv_1", user, agent, 0, parts::add);
  }

  /** A microphone that sends all the time, with a tone at the beginning of each period. */
  private void microphone(int untilMs, int periodMs, int toneMs) {
    for (int from = 0; from < untilMs; from += periodMs) {
      frames(from, toneMs, periodMs);
    }
  }

  /** Frames that arrive up to 15 ms late. */
  private void frames(int fromMs, int toneMs, int lengthMs) {
    var writer = new FormatWriter(user.sampleRate(), user);
    int rate = user.sampleRate();
    short[] samples =
        Arrays.copyOf(
            Tone.sine(rate, USER_HZ, rate * toneMs / 1_000, 0.5), rate * lengthMs / 1_000);
    byte[] bytes = writer.write(samples);
    int frame = rate * user.bytesPerSample() * FRAME_MS / 1_000;
    for (int at = 0; at < bytes.length; at += frame) {
      int arrival = fromMs + (int) user.millis(at + frame) + random.nextInt(15);
      recorder.heard(arrival, Arrays.copyOfRange(bytes, at, at + frame));
    }
  }

  private static byte[] tone(AudioFormat format, double hz, int millis) {
    int rate = format.sampleRate();
    return new FormatWriter(rate, format).write(Tone.sine(rate, hz, rate * millis / 1_000, 0.5));
  }

  private byte[] mastered() throws IOException {
    var file = folder.resolve("call.mp3");
    Mastering.of(parts, file, () -> {});
    return Files.readAllBytes(file);
  }

  private static void assertSpan(double[] span, double from, double to) {
    assertThat(span[0]).isCloseTo(from, within(EXACT));
    assertThat(span[1]).isCloseTo(to, within(EXACT));
  }
}

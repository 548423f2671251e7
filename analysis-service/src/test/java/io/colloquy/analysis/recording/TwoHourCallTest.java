package io.colloquy.analysis.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.analysis.blobs.FolderStore;
import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.recording.RecordedPart;
import io.colloquy.media.Level;
import io.colloquy.media.Pcm;
import io.colloquy.media.Tone;
import io.colloquy.media.recording.CallRecorder;
import io.colloquy.media.recording.Replay;
import io.colloquy.media.recording.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A call of two hours, at 24 kHz on both sides, in which the agent speaks half of the time and the
 * user a quarter: 260 MB of sound, of which only a few may be in memory at any time. The encoder,
 * whose memory does not depend on what it encodes, is left out: it would take a minute and a half.
 */
class TwoHourCallTest {

  private static final int RATE = 24_000;
  private static final int SECONDS = 2 * 60 * 60;
  private static final int LOOK_EVERY = 900;
  private static final long LIMIT = 24L * 1024 * 1024;
  private static final byte[] SECOND = Pcm.bytes(Tone.sine(RATE, 500, RATE, 0.5));

  @TempDir Path folder;

  private final MemoryLedger ledger = new MemoryLedger(Instant::now);
  private final Intake intake =
      new Intake(
          new Intake.Limits(1024 * 1024, Duration.ofSeconds(15), 64L * 1024 * 1024), Instant::now);
  private FolderStore blobs;
  private Keeper keeper;
  private long offset;
  private long before;

  @BeforeEach
  void open() {
    blobs = new FolderStore(folder);
    keeper = new Keeper(ledger, blobs);
  }

  @AfterEach
  void close() {
    keeper.close();
  }

  @Test
  void takesNoMoreMemoryThanAShortOne() throws Exception {
    before = used();
    record();
    assertThat(ledger.stateOf("conv_1")).isEqualTo(MemoryLedger.State.CLOSING);

    var parts = new Shelf(blobs).parts("conv_1");
    var timeline = Timeline.of(parts);
    assertThat(timeline.durationMs()).isEqualTo(SECONDS * 1_000L);
    assertSmall();
    assertThat(secondsOfSound(parts, timeline)).containsExactly(SECONDS / 4, SECONDS / 2);
  }

  /** Each minute the user speaks for 15 s, then the agent, whose speech comes at once, for 30 s. */
  private void record() throws InterruptedException {
    var recorder =
        new CallRecorder("conv_1", AudioFormat.PCM_24000, AudioFormat.PCM_24000, 0, this::take);
    for (int second = 0; second < SECONDS; second++) {
      long at = second * 1_000L;
      int inMinute = second % 60;
      if (inMinute < 15) {
        recorder.heard(at + 1_000, SECOND);
      } else if (inMinute == 20) {
        for (int chunk = 0; chunk < 30; chunk++) {
          recorder.sent(at + chunk, second, SECOND);
        }
      }
      recorder.tick(at + 999);
      putAway();
      if (second % LOOK_EVERY == 0) {
        assertSmall();
      }
    }
    recorder.close(SECONDS * 1_000L);
    putAway();
  }

  private void take(RecordedPart part) {
    intake.add(0, offset++, part);
  }

  private void putAway() throws InterruptedException {
    keeper.keep(intake.due()).forEach(intake::stored);
  }

  private int[] secondsOfSound(Iterable<RecordedPart> parts, Timeline timeline) throws IOException {
    int[] blocks = new int[3];
    new Replay(parts, timeline, RATE)
        .to(
            (user, agent) -> {
              blocks[0] += Level.rms(user) > 0.1 ? 1 : 0;
              blocks[1] += Level.rms(agent) > 0.1 ? 1 : 0;
              if (blocks[2]++ % (LOOK_EVERY * 10) == 0) {
                assertSmall();
              }
            });
    assertThat(blocks[2]).isEqualTo(SECONDS * 10);
    return Arrays.stream(blocks).limit(2).map(count -> count / 10).toArray();
  }

  private void assertSmall() {
    assertThat(used() - before).isLessThan(LIMIT);
  }

  /** Bytes that are needed, by the count of a full collection. */
  @SuppressWarnings("ExplicitGC")
  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}

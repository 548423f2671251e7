package io.colloquy.analysis.recording;

import static io.colloquy.analysis.recording.MemoryLedger.State.CLOSING;
import static io.colloquy.analysis.recording.MemoryLedger.State.FINISHED;
import static io.colloquy.analysis.recording.MemoryLedger.State.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colloquy.analysis.blobs.BlobStore;
import io.colloquy.analysis.blobs.FolderStore;
import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.recording.RecordedPart;
import io.colloquy.media.Pcm;
import io.colloquy.media.Tone;
import io.colloquy.media.recording.CallRecorder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From parts to the file, with restarts, repetitions and a store that fails, in virtual time. */
class StudioTest {

  private static final String CALL = "conv_1";
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final Duration LATE = Duration.ofMinutes(10);
  private static final Duration LATE_PARTS = Duration.ofHours(25);

  @TempDir Path folder;

  private Instant now = Instant.parse("2026-11-24T04:00:00Z");
  private final InstantSource clock = () -> now;
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final List<Ledger.Result> finished = new ArrayList<>();
  private final List<RecordedPart> call = call(12, true);
  private FickleStore blobs;
  private Keeper keeper;
  private Studio studio;

  @BeforeEach
  void open() {
    blobs = new FickleStore(new FolderStore(folder));
    keeper = new Keeper(ledger, blobs);
    studio = new Studio(ledger, blobs, new Studio.Patience(SOON, LATE, LATE_PARTS), watch());
  }

  @AfterEach
  void close() {
    keeper.close();
  }

  @Test
  void aCallThatIsOverHasAFileAndNoPartsAnyMore() throws Exception {
    keep(call.subList(0, 5));
    keep(call.subList(5, call.size()));
    work();

    assertThat(ledger.stateOf(CALL)).isEqualTo(FINISHED);
    assertThat(blobs.list("")).containsExactly("recordings/conv_1/call.mp3");
    assertThat(finished).hasSize(1);
    assertThat(finished.getFirst().durationMs()).isEqualTo(12_000);
    assertTonesAreThere();
  }

  @Test
  void whatIsReadAgainAfterAKillChangesNothing() throws Exception {
    var random = new Random(5);
    // Each time some parts from an earlier place on, cut at other places than before.
    int safe = 0;
    while (safe < call.size()) {
      int from = random.nextInt(safe + 1);
      int to = Math.min(call.size(), safe + 1 + random.nextInt(4));
      keep(call.subList(from, to));
      safe = to;
    }
    work();
    keep(call.subList(3, call.size()));
    keep(call);
    work();

    assertThat(finished).hasSize(1);
    assertThat(blobs.list("")).containsExactly("recordings/conv_1/call.mp3");
    assertTonesAreThere();
  }

  @Test
  void aKillBetweenTheBlobAndTheLedgerLosesNothing() throws Exception {
    new Shelf(blobs).put(CALL, call.subList(0, 4));
    keep(call.subList(0, 7));
    keep(call.subList(7, call.size()));
    work();

    assertTonesAreThere();
  }

  @Test
  void aKillWhileTheFileIsMadeIsMadeUpForWhenTheLeaseIsOver() throws Exception {
    keep(call);
    assertThat(ledger.lease(Studio.LEASE)).isPresent();
    work();
    assertThat(finished).isEmpty();

    pass(Studio.LEASE.plusSeconds(1));
    work();
    assertThat(ledger.stateOf(CALL)).isEqualTo(FINISHED);
    assertTonesAreThere();
  }

  @Test
  void aCallWhoseEdgeDiedEndsWhereItsPartsEnd() throws Exception {
    keep(call.subList(0, 6));
    pass(SOON.plusSeconds(1));
    work();
    assertThat(ledger.stateOf(CALL)).isEqualTo(OPEN);

    ledger.ended.add(CALL);
    work();

    assertThat(ledger.stateOf(CALL)).isEqualTo(FINISHED);
    assertThat(finished.getFirst().durationMs()).isEqualTo(call.get(5).untilMs());
    assertThat(finished.getFirst().complete()).isFalse();
  }

  @Test
  void aCallOfWhoseEndNobodyKnowsIsOverAfterALongSilence() throws Exception {
    keep(call.subList(0, 6));
    pass(LATE.plusSeconds(1));
    work();

    assertThat(ledger.stateOf(CALL)).isEqualTo(FINISHED);
  }

  @Test
  void partsThatComeLateAreHeardAsWell() throws Exception {
    keep(call.subList(0, 6));
    ledger.ended.add(CALL);
    pass(SOON.plusSeconds(1));
    work();
    assertThat(finished).hasSize(1);

    keep(call.subList(6, call.size()));
    work();

    assertThat(finished).hasSize(2);
    assertThat(finished.getLast().durationMs()).isEqualTo(12_000);
    assertTonesAreThere();
    assertThat(blobs.list("")).containsExactly("recordings/conv_1/call.mp3");
  }

  @Test
  void partsOfACallWithoutAnEndGoWhenNothingCanComeAnyMore() throws Exception {
    keep(call.subList(0, 6));
    pass(LATE.plusSeconds(1));
    work();
    assertThat(blobs.list("")).hasSize(2);

    pass(LATE_PARTS.plusSeconds(1));
    work();
    assertThat(blobs.list("")).containsExactly("recordings/conv_1/call.mp3");
  }

  @Test
  void aStoreThatIsAwayDelaysTheFile() throws Exception {
    keep(call);
    blobs.away = true;
    work();
    assertThat(ledger.stateOf(CALL)).isEqualTo(CLOSING);

    blobs.away = false;
    pass(Duration.ofMinutes(1));
    work();
    assertThat(ledger.stateOf(CALL)).isEqualTo(FINISHED);
    assertTonesAreThere();
  }

  @Test
  void aStoreThatIsAwayKeepsNothingAndLosesNothing() throws Exception {
    blobs.away = true;
    var segment = new Intake.Segment(CALL, 0, 0, call);
    assertThat(keeper.keep(List.of(segment))).isEmpty();

    blobs.away = false;
    assertThat(keeper.keep(List.of(segment))).containsExactly(segment);
  }

  @Test
  void whatCameWhileTheStoreWasAwayIsKeptInBlobsThatOneCanHold() throws Exception {
    var longer = call(100, true);
    keep(longer);

    var keys = blobs.list(Shelf.place(CALL));
    assertThat(keys).hasSizeGreaterThan(2);
    for (var key : keys) {
      assertThat(blobs.size(key).orElseThrow()).isLessThan(1_200_000);
    }
    assertThat(new Shelf(blobs).parts(CALL))
        .extracting(RecordedPart::sequence)
        .isEqualTo(longer.stream().map(RecordedPart::sequence).toList());
  }

  @Test
  void whatIsErasedIsGoneAndStaysGone() throws Exception {
    keep(call.subList(0, 6));
    ledger.erase(CALL);
    keep(call.subList(6, call.size()));
    work();

    assertThat(blobs.list("")).isEmpty();
    assertThat(finished).isEmpty();
  }

  @Test
  void anErasureThatCannotReachTheStoreIsTriedAgain() throws Exception {
    keep(call);
    work();
    ledger.erase(CALL);
    blobs.away = true;
    work();

    blobs.away = false;
    assertThat(blobs.list("")).isNotEmpty();
    pass(Duration.ofMinutes(2));
    work();
    assertThat(blobs.list("")).isEmpty();
  }

  @Test
  void whatWasWrittenWhileItWasErasedGoesTheSecondTime() throws Exception {
    ledger.erase(CALL);
    work();
    new Shelf(blobs).put(CALL, call);

    pass(Duration.ofHours(1));
    work();

    assertThat(blobs.list("")).isEmpty();
    assertThat(ledger.hasRemovals()).isFalse();
  }

  @Test
  void nothingIsKeptOfAConversationThatWasDeleted() throws Exception {
    ledger.forgotten.add(CALL);
    keep(call);
    work();

    assertThat(ledger.rows).isEmpty();
    assertThat(blobs.list("")).isEmpty();
  }

  private void work() {
    studio.tidy();
    studio.finishAll();
  }

  private void pass(Duration duration) {
    now = now.plus(duration);
  }

  private void keep(List<RecordedPart> parts) throws InterruptedException {
    assertThat(keeper.keep(List.of(new Intake.Segment(CALL, 0, 0, parts)))).hasSize(1);
  }

  private void assertTonesAreThere() throws IOException {
    var heard = Listening.to(blobs.read(Shelf.audioKey(CALL)));
    assertThat(heard.left()).hasSize(12 * Listening.RATE);
    var tones = Listening.tones(heard.left(), 600, 0.5);
    assertThat(tones).hasDimensions(12, 2);
    for (int i = 0; i < tones.length; i++) {
      assertThat(tones[i][0]).isCloseTo(i * 1_000.0, within(20.0));
      assertThat(tones[i][1]).isCloseTo(i * 1_000.0 + 400, within(20.0));
    }
  }

  /** A call whose user sounds for 400 ms in each second. */
  private static List<RecordedPart> call(int seconds, boolean ends) {
    List<RecordedPart> parts = new ArrayList<>();
    var recorder =
        new CallRecorder(CALL, AudioFormat.PCM_16000, AudioFormat.PCM_16000, 0, parts::add);
    short[] second = new short[16_000];
    System.arraycopy(Tone.sine(16_000, 600, 6_400, 0.5), 0, second, 0, 6_400);
    for (int i = 0; i < seconds; i++) {
      for (int at = 0; at < 16_000; at += 800) {
        byte[] frame = Pcm.bytes(Arrays.copyOfRange(second, at, at + 800));
        recorder.heard(i * 1_000L + (at + 800) / 16, frame);
      }
    }
    if (ends) {
      recorder.close(seconds * 1_000L);
    }
    return Collections.unmodifiableList(parts);
  }

  private Studio.Watch watch() {
    return new Studio.Watch() {
      @Override
      public void finished(Ledger.Result result, Duration took) {
        finished.add(result);
      }

      @Override
      public void failed() {}
    };
  }

  /** A store that can be away. */
  private static final class FickleStore implements BlobStore {
    private final BlobStore store;
    private volatile boolean away;

    FickleStore(BlobStore store) {
      this.store = store;
    }

    private BlobStore reached() throws IOException {
      if (away) {
        throw new IOException("the store is away");
      }
      return store;
    }

    @Override
    public void put(String key, byte[] bytes) throws IOException {
      reached().put(key, bytes);
    }

    @Override
    public void put(String key, Path file) throws IOException {
      reached().put(key, file);
    }

    @Override
    public OptionalLong size(String key) throws IOException {
      return reached().size(key);
    }

    @Override
    public InputStream open(String key, long from, long length) throws IOException {
      return reached().open(key, from, length);
    }

    @Override
    public List<String> list(String prefix) throws IOException {
      return reached().list(prefix);
    }

    @Override
    public void delete(String key) throws IOException {
      reached().delete(key);
    }

    @Override
    public void close() {
      store.close();
    }
  }
}

package io.colloquy.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class WatchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final RestartPolicy POLICY =
      new RestartPolicy(Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofSeconds(60));

  private final VirtualTime time = new VirtualTime();
  private final FakeNursery nursery = new FakeNursery();
  private final List<String> journal = new ArrayList<>();
  private final Watch watch =
      new Watch(
          Service.TTS,
          nursery,
          time,
          POLICY,
          PATIENCE,
          (service, event) -> journal.add(time.seconds() + " " + event));

  @Test
  void aProcessThatEndsIsStartedAgainAfterTheWait() {
    watch.start();
    nursery.youngest().exit(137);
    time.pass(Duration.ofMillis(999));
    assertThat(nursery.born).hasSize(1);
    time.pass(Duration.ofMillis(1));
    assertThat(nursery.born).hasSize(2);
    assertThat(journal)
        .containsExactly(
            "0 Started[pid=1]",
            "0 Ended[how=ended by signal 9, startsAgainIn=PT1S, restart=1]",
            "1 Started[pid=2]");
  }

  @Test
  void theWaitDoublesUntilTheProcessHasBeenCalm() {
    watch.start();
    for (int end = 0; end < 5; end++) {
      nursery.youngest().exit(1);
      time.pass(Duration.ofSeconds(8));
    }
    time.pass(Duration.ofSeconds(60));
    nursery.youngest().exit(1);
    assertThat(journal)
        .filteredOn(line -> line.contains("Ended"))
        .extracting(line -> line.replaceAll(".*startsAgainIn=(\\w+),.*", "$1"))
        .containsExactly("PT1S", "PT2S", "PT4S", "PT8S", "PT8S", "PT1S");
  }

  @Test
  void aProcessThatCannotBeStartedIsTriedAgain() {
    nursery.barren = true;
    watch.start();
    nursery.barren = false;
    time.pass(Duration.ofSeconds(1));
    assertThat(journal)
        .containsExactly(
            "0 Ended[how=cannot be started: no memory, startsAgainIn=PT1S, restart=1]",
            "1 Started[pid=1]");
  }

  @Test
  void aStopAsksTheProcessToEndAndWaitsForIt() {
    watch.start();
    var stopped = watch.stop();
    assertThat(nursery.youngest().signals).containsExactly("terminate");
    assertThat(stopped).isNotDone();
    nursery.youngest().exit(143);
    assertThat(stopped).isCompleted();
    time.pass(Duration.ofMinutes(5));
    assertThat(nursery.born).hasSize(1);
    assertThat(nursery.youngest().signals).containsExactly("terminate");
  }

  @Test
  void aProcessThatDoesNotStopInTimeIsKilled() {
    watch.start();
    var stopped = watch.stop();
    time.pass(PATIENCE);
    assertThat(nursery.youngest().signals).containsExactly("terminate", "kill");
    nursery.youngest().exit(137);
    assertThat(stopped).isCompleted();
    assertThat(journal).contains("20 WouldNotStop[]", "20 Stopped[]");
  }

  @Test
  void aStopWhileItRestsCallsTheRestartOff() {
    watch.start();
    nursery.youngest().exit(1);
    assertThat(watch.stop()).isCompleted();
    time.pass(Duration.ofMinutes(5));
    assertThat(nursery.born).hasSize(1);
  }

  @Test
  void aSecondStopChangesNothing() {
    watch.start();
    var first = watch.stop();
    var second = watch.stop();
    assertThat(nursery.youngest().signals).containsExactly("terminate");
    nursery.youngest().exit(0);
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(journal).filteredOn(line -> line.contains("Stopped")).hasSize(1);
  }

  @Test
  void anAbandonedProcessIsEndedAtOnceAndNotStartedAgain() {
    watch.start();
    var stopped = watch.abandon();
    assertThat(nursery.youngest().signals).containsExactly("kill");
    nursery.youngest().exit(137);
    assertThat(stopped).isCompleted();
    time.pass(Duration.ofSeconds(60));
    assertThat(nursery.born).hasSize(1);
  }

  @Test
  void aStopBeforeTheStartMeansThatItNeverStarts() {
    assertThat(watch.stop()).isCompleted();
    watch.start();
    assertThat(nursery.born).isEmpty();
  }

  private static final class FakeNursery implements Child.Nursery {
    final List<FakeChild> born = new ArrayList<>();
    boolean barren;

    @Override
    public Child start(Service service, IntConsumer onExit) throws IOException {
      if (barren) {
        throw new IOException("no memory");
      }
      born.add(new FakeChild(born.size() + 1, onExit));
      return youngest();
    }

    FakeChild youngest() {
      return born.getLast();
    }
  }

  private static final class FakeChild implements Child {
    final List<String> signals = new ArrayList<>();
    private final long pid;
    private final IntConsumer onExit;

    FakeChild(long pid, IntConsumer onExit) {
      this.pid = pid;
      this.onExit = onExit;
    }

    void exit(int code) {
      onExit.accept(code);
    }

    @Override
    public long pid() {
      return pid;
    }

    @Override
    public void terminate() {
      signals.add("terminate");
    }

    @Override
    public void kill() {
      signals.add("kill");
    }
  }
}

package io.colloquy.gateway.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {

  private final Lane lane = new Lane();
  private final List<String> done = new ArrayList<>();

  @Test
  void beginsNothingBeforeWhatCameEarlierIsDone() {
    var first = new CompletableFuture<String>();
    var _ = lane.then(() -> first);
    var _ = lane.then(() -> note("second"));
    assertThat(done).isEmpty();

    first.complete("first");
    assertThat(done).containsExactly("second");
  }

  @Test
  void goesOnWhateverBecameOfTheOneBefore() {
    var failed = lane.then(() -> CompletableFuture.failedFuture(new IllegalStateException("no")));
    var thrown =
        lane.then(
            () -> {
              throw new IllegalStateException("not even begun");
            });
    var last = lane.then(() -> note("last"));

    assertThat(failed).isCompletedExceptionally();
    assertThat(thrown).isCompletedExceptionally();
    assertThat(last).isCompletedWithValue("last");
  }

  @Test
  void takesNoMoreOfTheStackHoweverManyWait() {
    var first = new CompletableFuture<String>();
    var _ = lane.then(() -> first);
    var waiting = IntStream.range(0, 100_000).mapToObj(n -> lane.then(() -> note("" + n))).toList();

    first.complete("first");

    assertThat(waiting.getLast()).isCompletedWithValue("99999");
    assertThat(done).hasSize(100_000).startsWith("0", "1", "2").endsWith("99998", "99999");
  }

  private CompletableFuture<String> note(String what) {
    done.add(what);
    return CompletableFuture.completedFuture(what);
  }
}

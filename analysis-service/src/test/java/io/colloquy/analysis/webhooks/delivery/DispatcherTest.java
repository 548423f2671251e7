package io.colloquy.analysis.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.analysis.webhooks.delivery.Outcome.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is under way, without a store, a network or a thread. */
class DispatcherTest {

  private static final Instant START = Instant.parse("2026-01-20T12:00:00Z");

  private final ManualClock clock = new ManualClock(START);
  private final Memory ledger = new Memory();
  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final List<Done> seen = new ArrayList<>();
  private final Dispatcher dispatcher =
      new Dispatcher(ledger, this::bring, threads::add, seen::add, clock, 3);

  private Done bring(Claim claim) throws InterruptedException {
    if (claim.seq() < 0) {
      throw new InterruptedException("the service stops");
    }
    var outcome = new Answered(Outcome.OK, Optional.empty());
    return new Done(claim, outcome, clock.instant(), Duration.ZERO, Optional.empty());
  }

  /** A ledger that can be away. */
  private static final class Memory implements Ledger {
    private final Deque<Claim> due = new ArrayDeque<>();
    private final List<Long> recorded = new ArrayList<>();
    private boolean away;

    @Override
    public List<Claim> claim(Instant now, int most) {
      requireHere();
      List<Claim> claims = new ArrayList<>();
      while (claims.size() < most && !due.isEmpty()) {
        claims.add(due.poll());
      }
      return claims;
    }

    @Override
    public void record(List<Done> attempts, Instant now) {
      requireHere();
      attempts.forEach(done -> recorded.add(done.claim().seq()));
    }

    private void requireHere() {
      if (away) {
        throw new IllegalStateException("the store is away");
      }
    }
  }

  private void due(long... seqs) {
    for (long seq : seqs) {
      var event =
          new Claim.Event(
              "msg_" + seq,
              "default",
              EventKind.POST_CALL_TRANSCRIPTION,
              "agent_1",
              "conv_" + seq,
              START,
              Optional.empty());
      var receiver =
          new Claim.Receiver("wh_1", "https://a.example", Optional.empty(), "", Optional.empty());
      ledger.due.add(new Claim(seq, "lease", 1, true, event, receiver));
    }
  }

  @Test
  void noMoreIsUnderWayThanThereArePlaces() {
    due(1, 2, 3, 4, 5);

    assertThat(dispatcher.pass()).isEqualTo(3);
    assertThat(dispatcher.pass()).isZero();
    threads.poll().run();
    assertThat(dispatcher.pass()).isEqualTo(1);
    assertThat(dispatcher.underWay()).isEqualTo(3);
    assertThat(ledger.recorded).containsExactly(1L);
  }

  @Test
  void whatCouldNotBeWrittenDownIsWrittenDownLater() {
    due(1, 2);
    assertThat(dispatcher.pass()).isEqualTo(2);
    threads.forEach(Runnable::run);
    ledger.away = true;

    assertThatThrownBy(dispatcher::pass).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(dispatcher::pass).isInstanceOf(IllegalStateException.class);
    ledger.away = false;

    assertThat(dispatcher.pass()).isZero();
    assertThat(ledger.recorded).containsExactly(1L, 2L);
    assertThat(dispatcher.underWay()).isZero();
  }

  @Test
  void everyAttemptIsSeenOnce() {
    due(1, 2);
    assertThat(dispatcher.pass()).isEqualTo(2);
    threads.forEach(Runnable::run);
    assertThat(dispatcher.pass()).isZero();

    assertThat(seen).hasSize(2);
  }

  @Test
  void whoeverStopsWritesDownWhatIsOver() throws InterruptedException {
    due(1, 2);
    assertThat(dispatcher.pass()).isEqualTo(2);
    threads.forEach(Runnable::run);

    dispatcher.finish(Duration.ofSeconds(10));

    assertThat(ledger.recorded).containsExactly(1L, 2L);
  }

  @Test
  void anAttemptThatAStopCutsOffHasNoOutcome() {
    due(-1);
    assertThat(dispatcher.pass()).isEqualTo(1);

    threads.poll().run();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(dispatcher.pass()).isZero();
    assertThat(ledger.recorded).isEmpty();
    assertThat(seen).isEmpty();
  }
}

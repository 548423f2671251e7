package io.colloquy.analysis.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Ids;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What holds for every ledger, by the time of day: what is due is due at once, or in an hour.
 * Others may have calls in it as well.
 */
abstract class LedgerContract {

  private static final Duration NOW = Duration.ofMillis(-1);
  private static final Duration LATER = Duration.ofHours(1);
  private static final Ledger.Result RESULT =
      new Ledger.Result(60_000, true, true, false, Map.of(2, 700.5));

  final String call = Ids.conversation();

  abstract Ledger ledger();

  /** The conversation was deleted. */
  abstract void forget(String conversationId);

  /** The end of the conversation is known from its events. */
  abstract void end(String conversationId);

  @Test
  void aCallThatWasToldToItsEndIsLeasedOnce() {
    assertThat(ledger().open(call)).isTrue();
    assertThat(ledger().kept(call, false)).isTrue();
    assertThat(leased()).doesNotContain(call);
    ledger().open(call);
    ledger().kept(call, true);

    var job = lease(LATER);
    assertThat(job).isEqualTo(new Ledger.Job(call, 2));
    assertThat(leased()).doesNotContain(call);
  }

  @Test
  void aLeaseThatIsOverIsGivenToOthers() {
    over();
    lease(NOW);

    assertThat(lease(NOW)).isEqualTo(new Ledger.Job(call, 1));
  }

  @Test
  void aFinishedCallTakesNothingMore() {
    over();
    var job = lease(LATER);
    assertThat(ledger().renew(job, LATER)).isTrue();
    assertThat(ledger().finish(job, RESULT)).isTrue();
    assertThat(ledger().finish(job, RESULT)).isTrue();

    assertThat(ledger().renew(job, LATER)).isFalse();
    assertThat(ledger().open(call)).isFalse();
    assertThat(leased()).doesNotContain(call);
  }

  @Test
  void aFileOfWhichMoreHasComeIsNotFinished() {
    ledger().open(call);
    ledger().kept(call, false);
    ledger().closeQuiet(NOW, NOW);
    var job = lease(LATER);
    assertThat(ledger().open(call)).isTrue();
    ledger().kept(call, true);

    assertThat(ledger().renew(job, LATER)).isFalse();
    assertThat(ledger().finish(job, RESULT)).isFalse();
    assertThat(lease(LATER).segments()).isEqualTo(2);
  }

  @Test
  void aQuietCallIsOverSoonIfItsEndIsKnown() {
    ledger().open(call);
    ledger().kept(call, false);
    ledger().closeQuiet(NOW, LATER);
    assertThat(leased()).doesNotContain(call);

    end(call);
    ledger().closeQuiet(LATER, LATER);
    assertThat(leased()).doesNotContain(call);
    ledger().closeQuiet(NOW, LATER);
    assertThat(leased()).contains(call);
  }

  @Test
  void aJobThatFailedIsPutOff() {
    over();
    ledger().postpone(lease(NOW), LATER);

    assertThat(leased()).doesNotContain(call);
  }

  @Test
  void partsGoOnce() {
    ledger().open(call);
    ledger().kept(call, false);
    ledger().closeQuiet(NOW, NOW);
    ledger().finish(lease(LATER), RESULT);

    assertThat(ledger().settled(LATER)).doesNotContain(call);
    assertThat(ledger().settled(NOW)).contains(call);
    ledger().partsRemoved(call);
    assertThat(ledger().settled(NOW)).doesNotContain(call);
  }

  @Test
  void whatIsErasedTakesNothingMoreAndItsPlaceIsEmptiedTwice() {
    over();
    var job = lease(LATER);
    ledger().erase(call);

    assertThat(ledger().finish(job, RESULT)).isFalse();
    assertThat(ledger().open(call)).isFalse();
    assertThat(ledger().kept(call, false)).isFalse();
    assertEmptiedTwice();
  }

  @Test
  void ofADeletedConversationNothingIsTaken() {
    forget(call);

    assertThat(ledger().open(call)).isFalse();
    assertThat(ledger().kept(call, true)).isFalse();
    assertEmptiedTwice();
  }

  private void assertEmptiedTwice() {
    var place = Shelf.place(call);
    assertThat(removals(NOW)).contains(place);
    assertThat(removals(LATER)).contains(place);
    assertThat(removals(NOW)).doesNotContain(place);
    ledger().removed(place, NOW);
    assertThat(removals(NOW)).contains(place);
    ledger().removed(place, NOW);
    assertThat(removals(NOW)).doesNotContain(place);
  }

  private Set<String> removals(Duration term) {
    Set<String> places = new HashSet<>();
    // Some at a time are given out.
    for (int i = 0; i < 20; i++) {
      places.addAll(ledger().leaseRemovals(term));
    }
    return places;
  }

  private void over() {
    ledger().open(call);
    ledger().kept(call, true);
  }

  private Ledger.Job lease(Duration term) {
    for (int i = 0; i < 100; i++) {
      var job = ledger().lease(term).orElseThrow();
      if (job.conversationId().equals(call)) {
        return job;
      }
    }
    throw new AssertionError("the call is not given out");
  }

  /** All that is given out now. */
  private Set<String> leased() {
    Set<String> calls = new HashSet<>();
    for (var job = ledger().lease(LATER); job.isPresent(); job = ledger().lease(LATER)) {
      calls.add(job.get().conversationId());
    }
    return calls;
  }
}

package io.colloquy.analysis.aftercall;

import static io.colloquy.analysis.Samples.ended;
import static io.colloquy.analysis.Samples.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.analysis.evaluation.FakeCascade;
import io.colloquy.analysis.history.Retention;
import io.colloquy.analysis.history.Status;
import io.colloquy.analysis.store.AfterCall;
import io.colloquy.analysis.store.AfterCallQueue;
import io.colloquy.analysis.store.History;
import io.colloquy.analysis.store.Transactions;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.analysis.Analysis;
import io.colloquy.contracts.analysis.Analysis.Success;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Instances share what is to be done; what one of them drops another picks up. */
@QuarkusTest
@TestProfile(AfterCallQueueTest.NobodyWorks.class)
@WithTestResource(BackboneResource.class)
@WithTestResource(FakeCascade.class)
class AfterCallQueueTest {

  /** The service itself looks for no work here. */
  public static final class NobodyWorks implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("colloquy.after-call.look", "1h", "colloquy.retention.look", "1h");
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Analysis FOUND =
      new Analysis(Map.of(), Map.of(), Success.SUCCESS, "It went well.", Optional.empty());

  @Inject History history;
  @Inject Transactions transactions;

  private final String call = Ids.conversation();

  @Test
  void whatOneInstanceHoldsNoOtherTakes() {
    anEndedCall();

    assertThat(take(instance(), LONG)).isPresent();
    assertThat(take(instance(), LONG)).isEmpty();
  }

  @Test
  void whatAnInstanceThatDiedHasHeldIsTakenWhenItsLeaseIsOver() {
    anEndedCall();
    var dead = take(instance(), Duration.ofMillis(200)).orElseThrow();

    var next = awaitTaken(instance());

    assertThat(next.attempt()).isEqualTo(2);
    assertThat(conclude(dead)).as("the dead one comes back").isFalse();
    assertThat(status()).isEqualTo(Status.PROCESSING);
    assertThat(conclude(next)).isTrue();
    assertThat(status()).isEqualTo(Status.DONE);
  }

  @Test
  void anInstanceThatNeverHeardThatItHoldsSomethingTakesItAgainAtOnce() {
    anEndedCall();
    var instance = instance();
    take(instance, LONG);

    assertThat(take(instance, LONG)).isPresent();
  }

  @Test
  void whatIsConcludedIsToBeAnnouncedAndThenGone() {
    anEndedCall();
    var instance = instance();
    var analysis = take(instance, LONG).orElseThrow();
    assertThat(analysis.step()).isEqualTo(AfterCall.Step.ANALYSE);
    conclude(analysis);

    var announcement = take(instance, LONG).orElseThrow();
    assertThat(announcement.step()).isEqualTo(AfterCall.Step.ANNOUNCE);
    assertThat(announcement.attempt()).isOne();
    get(instance.finish(announcement));

    assertThat(take(instance, LONG)).isEmpty();
  }

  @Test
  void whatIsPutOffIsNotDueUntilThen() {
    anEndedCall();
    var instance = instance();
    get(instance.postpone(take(instance, LONG).orElseThrow(), Duration.ofMillis(300)));

    assertThat(take(instance, LONG)).isEmpty();
    assertThat(awaitTaken(instance).attempt()).isEqualTo(2);
  }

  @Test
  void whatIsGivenBackIsTakenAsIfNothingHadHappened() {
    anEndedCall();
    var instance = instance();
    get(instance.giveBack(take(instance, LONG).orElseThrow(), Duration.ZERO));

    assertThat(take(instance(), LONG)).map(AfterCall::attempt).contains(1);
  }

  @Test
  void nothingIsLeftToBeDoneAboutADeletedCall() {
    anEndedCall();
    var instance = instance();
    var job = take(instance, LONG).orElseThrow();

    get(history.forget(new Workspace(Workspace.DEFAULT), call));

    assertThat(conclude(job)).isFalse();
    assertThat(take(instance, LONG)).isEmpty();
  }

  @Test
  void aCallWithoutNewsFailsInTheEnd() {
    get(history.keep(Optional.empty(), started(call)));
    assertThat(status()).isEqualTo(Status.INITIATED);

    assertThat(get(history.endLost(Duration.ofHours(3)))).isPositive();

    conclude(take(instance(), LONG).orElseThrow());
    assertThat(status()).isEqualTo(Status.FAILED);
    assertThat(get(history.endLost(Duration.ofHours(3)))).isZero();
  }

  private void anEndedCall() {
    get(history.keep(Optional.empty(), started(call)));
    get(history.keep(Optional.empty(), ended(call, 0)));
  }

  private AfterCallQueue instance() {
    return new AfterCallQueue(transactions, Optional.empty());
  }

  /** This call, if it is to be had; what other tests left behind is put off. */
  private Optional<AfterCall> take(AfterCallQueue instance, Duration time) {
    List<AfterCall> taken = new ArrayList<>(get(instance.lease(100, time, List.of())));
    taken.stream()
        .filter(job -> !job.conversationId().equals(call))
        .forEach(job -> get(instance.finish(job)));
    return taken.stream().filter(job -> job.conversationId().equals(call)).findFirst();
  }

  private AfterCall awaitTaken(AfterCallQueue instance) {
    return await().atMost(PATIENCE).until(() -> take(instance, LONG), Optional::isPresent).get();
  }

  private boolean conclude(AfterCall job) {
    return get(history.conclude(job, FOUND, Retention.DEFAULT, _ -> Uni.createFrom().voidItem()));
  }

  private Status status() {
    return get(history.read(new Workspace(Workspace.DEFAULT), call))
        .orElseThrow()
        .outline()
        .status();
  }

  private static <T> T get(Uni<T> uni) {
    return uni.await().atMost(PATIENCE);
  }
}

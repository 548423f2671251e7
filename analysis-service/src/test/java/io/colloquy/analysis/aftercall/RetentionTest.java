package io.colloquy.analysis.aftercall;

import static io.colloquy.analysis.Samples.AGENT;
import static io.colloquy.analysis.Samples.START;
import static io.colloquy.analysis.Samples.ended;
import static io.colloquy.analysis.Samples.failed;
import static io.colloquy.analysis.Samples.started;
import static io.colloquy.analysis.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.analysis.evaluation.FakeCascade;
import io.colloquy.analysis.history.Feedback;
import io.colloquy.analysis.history.Retention;
import io.colloquy.analysis.history.Status;
import io.colloquy.analysis.store.AfterCall;
import io.colloquy.analysis.store.AfterCallQueue;
import io.colloquy.analysis.store.AgentRetentions;
import io.colloquy.analysis.store.AgentRetentions.Wish;
import io.colloquy.analysis.store.DeletionNotices;
import io.colloquy.analysis.store.Deletions;
import io.colloquy.analysis.store.History;
import io.colloquy.analysis.store.Kept;
import io.colloquy.analysis.store.Outcome;
import io.colloquy.analysis.store.Transactions;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.analysis.Analysis;
import io.colloquy.contracts.analysis.Analysis.CriterionResult;
import io.colloquy.contracts.analysis.Analysis.Success;
import io.colloquy.contracts.event.ConversationDeleted;
import io.colloquy.contracts.event.ConversationDeleted.Reason;
import io.colloquy.contracts.event.ConversationEvent.Ended;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What has had its time goes, in virtual time. */
@QuarkusTest
@TestProfile(AfterCallQueueTest.NobodyWorks.class)
@WithTestResource(BackboneResource.class)
@WithTestResource(FakeCascade.class)
class RetentionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration WEBHOOK_PATIENCE = Duration.ofDays(4);
  private static final Workspace HERE = new Workspace(Workspace.DEFAULT);
  private static final long END = START + 60;
  private static final long DAY = 86_400;
  private static final Retention MONTH = Retention.of(30, false, false);
  private static final Analysis FOUND =
      new Analysis(
          Map.of("polite", new CriterionResult("polite", Success.SUCCESS, "Zoë was greeted.")),
          Map.of(),
          Success.SUCCESS,
          "Zoë asks for her order.",
          Optional.of("Zoë's order"));

  @Inject History history;
  @Inject Transactions transactions;
  @Inject DeletionNotices notices;
  @Inject AgentRetentions retentions;
  @Inject Pool pool;

  private final String call = Ids.conversation();

  @BeforeEach
  void nothingIsLeftOfOtherTests() {
    pool.query("delete from analysis.conversation").executeAndAwait();
    pool.query("delete from analysis.deletion_notice").executeAndAwait();
    pool.query("delete from analysis.agent_retention").executeAndAwait();
  }

  @Test
  void theTimeIsFixedWhenACallIsConcluded() {
    concluded(call, MONTH);

    assertThat(read(call).deletion().time()).contains(END + 30 * DAY);
    assertThat(read(call).deletion().transcript()).isTrue();
    assertThat(read(call).deletion().audio()).isTrue();
  }

  @Test
  void whatIsToBeKeptForEverHasNoTime() {
    concluded(call, Retention.of(-1, true, true));

    assertThat(read(call).deletion().time()).isEmpty();
    assertThat(sweepAt(END + 100_000 * DAY).taken()).isZero();
  }

  @Test
  void aCallGoesNotASecondBeforeItsTimeAndLeavesAShell() {
    concluded(call, MONTH);
    get(history.rate(HERE, call, aComment()));

    assertThat(sweepAt(END + 30 * DAY - 1).taken()).isZero();
    assertThat(read(call).told().transcript()).hasSize(1);
    assertThat(sweepAt(END + 30 * DAY)).isEqualTo(new Deletions.Sweep(1, 1, 1));
    assertThat(sweepAt(END + 31 * DAY).taken()).isZero();

    var shell = read(call);
    assertThat(shell.told().transcript()).isEmpty();
    assertThat(shell.outline().userId()).isEmpty();
    assertThat(shell.outline().status()).isEqualTo(Status.DONE);
    assertThat(shell.outline().durationSecs()).isEqualTo(60);
    assertThat(shell.deletion().transcriptDeletedAt()).contains(END + 30 * DAY);
    assertThat(shell.deletion().audioDeletedAt()).contains(END + 30 * DAY);
    var analysis = shell.conclusion().orElseThrow().analysis().orElseThrow();
    assertThat(analysis.callSuccessful()).isEqualTo(Success.SUCCESS);
    assertThat(analysis.evaluationCriteriaResults()).isEmpty();
    assertThat(everythingStored())
        .contains(call)
        .doesNotContain("turn 0", "Zoë", "user_1", "hung up", "grumpy");
  }

  @Test
  void whyACallFailedMayTellOfPersonsButItsCodeDoesNot() {
    concluded(call, MONTH, failed(call, 1));
    sweepAt(END + 30 * DAY);

    assertThat(read(call).outline().status()).isEqualTo(Status.FAILED);
    assertThat(read(call).told().ended().orElseThrow().error().orElseThrow().code())
        .isEqualTo(1011);
    assertThat(everythingStored()).doesNotContain("did not answer");
  }

  @Test
  void lateEventsDoNotFillAShellAgain() {
    concluded(call, MONTH);
    sweepAt(END + 30 * DAY);

    assertThat(get(history.keep(Optional.empty(), turn(call, 0)))).isEqualTo(Outcome.FORGOTTEN);
    assertThat(get(history.keep(Optional.empty(), started(call)))).isEqualTo(Outcome.FORGOTTEN);
    assertThat(get(history.keep(Optional.empty(), ended(call, 1)))).isEqualTo(Outcome.FORGOTTEN);
    assertThat(get(history.concludeAgain(HERE, call, FOUND))).isEmpty();

    assertThat(everythingStored()).doesNotContain("turn 0", "Zoë", "user_1", "hung up");
  }

  @Test
  void onlyThePartThatIsNamedGoes() {
    var other = Ids.conversation();
    concluded(call, Retention.of(30, true, false));
    concluded(other, Retention.of(30, false, true));

    assertThat(sweepAt(END + 30 * DAY)).isEqualTo(new Deletions.Sweep(2, 1, 1));

    assertThat(read(call).told().transcript()).isEmpty();
    assertThat(soundState(call)).isEmpty();
    assertThat(read(other).told().transcript()).hasSize(1);
    assertThat(soundState(other)).contains("ERASED");
    assertThat(rows("select place from analysis.blob_removal"))
        .contains("recordings/" + other + "/")
        .doesNotContain("recordings/" + call + "/");
    assertThat(told())
        .containsExactlyInAnyOrder(
            new ConversationDeleted(call, AGENT, END + 30 * DAY, Reason.RETENTION, true, false),
            new ConversationDeleted(other, AGENT, END + 30 * DAY, Reason.RETENTION, false, true));
  }

  @Test
  void noDayAtAllIsAsLongAsIsWorkedOnIt() {
    history(call, ended(call, 1));
    var instance = new AfterCallQueue(transactions, Optional.empty());
    var job = take(instance);
    assertThat(sweepAt(END + DAY).taken()).as("not concluded").isZero();
    conclude(job, Retention.of(0, false, false));
    assertThat(sweepAt(END + DAY).taken()).as("not announced").isZero();

    get(instance.finish(take(instance)));

    assertThat(sweepAt(END + DAY).taken()).isOne();
  }

  @Test
  void whatWebhooksAreStillToBeToldIsWaitedForWithinLimits() {
    concluded(call, Retention.of(0, false, false));
    aDeliveryThatIsPending(call);

    assertThat(sweepAt(END + DAY).taken()).isZero();
    assertThat(sweepAt(END + 4 * DAY).taken()).isOne();
    assertThat(everythingStored()).doesNotContain("what was told");
  }

  @Test
  void whatWebhooksWereToldGoesAsWell() {
    concluded(call, Retention.of(0, false, false));
    aDeliveryThatIsPending(call);
    pool.query("update analysis.webhook_delivery set status = 'DELIVERED'").executeAndAwait();

    assertThat(sweepAt(END + DAY).taken()).isOne();
    assertThat(rows("select id from analysis.webhook_event where conversation_id = '" + call + "'"))
        .isEmpty();
  }

  @Test
  void severalInstancesDeleteEachCallOnce() {
    var calls = IntStream.range(0, 30).mapToObj(_ -> Ids.conversation()).toList();
    calls.forEach(id -> concluded(id, MONTH));

    var sweeps =
        Uni.join()
            .all(IntStream.range(0, 6).mapToObj(_ -> all(END + 30 * DAY)).toList())
            .andFailFast();

    assertThat(get(sweeps).stream().mapToInt(Integer::intValue).sum()).isEqualTo(30);
    assertThat(told())
        .extracting(ConversationDeleted::conversationId)
        .containsExactlyInAnyOrderElementsOf(calls);
  }

  @Test
  void whatWaitsIsKnownWithItsAge() {
    concluded(call, MONTH);

    assertThat(get(deletionsAt(END + 30 * DAY - 1).overdue()).conversations()).isZero();
    assertThat(get(deletionsAt(END + 30 * DAY + 7).overdue()))
        .isEqualTo(new Deletions.Overdue(1, Duration.ofSeconds(7)));
  }

  @Test
  void aShorterTimeHoldsForOlderCallsWhereThatIsWanted() {
    concluded(call, Retention.DEFAULT);

    get(retentions.take(new Wish(Workspace.DEFAULT, AGENT, MONTH, false, 1)));
    assertThat(read(call).deletion().time()).contains(END + 730 * DAY);
    assertThat(sweepAt(END + 40 * DAY).taken()).isZero();

    get(retentions.take(new Wish(Workspace.DEFAULT, AGENT, MONTH, true, 2)));
    assertThat(read(call).deletion().time()).contains(END + 30 * DAY);
    assertThat(sweepAt(END + 40 * DAY).taken()).isOne();
  }

  @Test
  void whatAnAgentWantsOfOlderCallsHoldsForNobodyElses() {
    concluded(call, Retention.DEFAULT);

    get(retentions.take(new Wish("ws_other", AGENT, MONTH, true, 1)));
    get(retentions.take(new Wish(Workspace.DEFAULT, "agent_other", MONTH, true, 1)));

    assertThat(read(call).deletion().time()).contains(END + 730 * DAY);
  }

  @Test
  void whatAllInstancesHaveSeenIsTheNewest() {
    get(retentions.take(new Wish(Workspace.DEFAULT, AGENT, MONTH, true, 2)));
    get(retentions.take(new Wish(Workspace.DEFAULT, AGENT, Retention.DEFAULT, false, 1)));

    assertThat(get(retentions.seen())).containsEntry(AGENT, "30 true true true");
  }

  @Test
  void whoDeletesACallLeavesANoticeUntilOthersWereTold() {
    concluded(call, MONTH);
    aDeliveryThatIsPending(call);

    assertThat(get(history.forget(HERE, call))).isTrue();

    assertThat(everythingStored()).doesNotContain("turn 0", "what was told");
    var first = get(notices.lease(10, Duration.ZERO)).getFirst();
    var afterAKill = get(notices.lease(10, PATIENCE)).getFirst();
    assertThat(afterAKill).isEqualTo(first);
    assertThat(first.event().id()).isEqualTo(call + ".deleted");
    assertThat(first.reason()).isEqualTo(Reason.REQUEST);
    assertThat(get(notices.lease(10, PATIENCE))).as("somebody is at it").isEmpty();

    get(notices.told(first));
    assertThat(rows("select id from analysis.deletion_notice")).isEmpty();
  }

  @Test
  void aShellCanBeDeletedAsWell() {
    concluded(call, MONTH);
    sweepAt(END + 30 * DAY);

    assertThat(get(history.forget(HERE, call))).isTrue();

    assertThat(get(history.read(HERE, call))).isEmpty();
    assertThat(told())
        .extracting(ConversationDeleted::reason)
        .containsExactlyInAnyOrder(Reason.RETENTION, Reason.REQUEST);
  }

  private void history(String id, Ended ended) {
    get(history.keep(Optional.empty(), started(id)));
    get(history.keep(Optional.empty(), turn(id, 0)));
    get(history.keep(Optional.empty(), ended));
  }

  private void concluded(String id, Retention retention) {
    concluded(id, retention, ended(id, 1));
  }

  private void concluded(String id, Retention retention, Ended ended) {
    history(id, ended);
    var instance = new AfterCallQueue(transactions, Optional.empty());
    conclude(take(instance), retention);
    get(instance.finish(take(instance)));
  }

  private void conclude(AfterCall job, Retention retention) {
    assertThat(get(history.conclude(job, FOUND, retention, _ -> Uni.createFrom().voidItem())))
        .isTrue();
  }

  private AfterCall take(AfterCallQueue instance) {
    return get(instance.lease(1, PATIENCE, List.of())).getFirst();
  }

  private void aDeliveryThatIsPending(String id) {
    pool.preparedQuery(
            """
            insert into analysis.webhook (id, workspace, name, url, secret, state, retry_enabled,
              events, created_at, failures, failing)
            values ('wh_' || $1, 'ws_none', 'n', 'https://never.example', 's', 'ENABLED', true,
              '[]', now(), 0, 0)
            """)
        .executeAndAwait(Tuple.of(id));
    pool.preparedQuery(
            """
            insert into analysis.webhook_event (id, workspace, kind, agent_id, conversation_id,
              happened_at, body, retried, kept)
            values ('e_' || $1, 'ws_none', 'POST_CALL_TRANSCRIPTION', 'agent_ada', $1, now(),
              convert_to('what was told', 'UTF8'), true, true)
            """)
        .executeAndAwait(Tuple.of(id));
    pool.preparedQuery(
            """
            insert into analysis.webhook_delivery (id, webhook_id, event_id, kind, conversation_id,
              status, attempts, due_at, replayed, created_at)
            values ('d_' || $1, 'wh_' || $1, 'e_' || $1, 'POST_CALL_TRANSCRIPTION', $1, 'PENDING',
              1, now() + interval '1 year', false, now())
            """)
        .executeAndAwait(Tuple.of(id));
  }

  private static Feedback aComment() {
    return new Feedback(Optional.empty(), Optional.of(1), Optional.of("grumpy"));
  }

  private Deletions deletionsAt(long unixSecs) {
    return new Deletions(
        transactions, Clock.fixed(Instant.ofEpochSecond(unixSecs), ZoneOffset.UTC));
  }

  private Deletions.Sweep sweepAt(long unixSecs) {
    return get(deletionsAt(unixSecs).sweep(100, WEBHOOK_PATIENCE));
  }

  /** How many calls an instance deletes that goes on while it finds some. */
  private Uni<Integer> all(long unixSecs) {
    return deletionsAt(unixSecs)
        .sweep(4, WEBHOOK_PATIENCE)
        .flatMap(
            sweep ->
                sweep.taken() == 0
                    ? Uni.createFrom().item(0)
                    : all(unixSecs).map(more -> more + sweep.taken()));
  }

  private Kept read(String id) {
    return get(history.read(HERE, id)).orElseThrow();
  }

  private List<ConversationDeleted> told() {
    return get(notices.lease(100, PATIENCE));
  }

  private Optional<String> soundState(String id) {
    return rows("select state from analysis.recording where conversation_id = '" + id + "'")
        .stream()
        .findAny();
  }

  /** All that is in the tables that tell of conversations, as text. */
  private String everythingStored() {
    return Stream.of("conversation", "turn", "recording", "after_call", "deletion_notice")
            .flatMap(table -> rows("select t::text from analysis.%s t".formatted(table)).stream())
            .reduce("", String::concat)
        + rows("select coalesce(convert_from(body, 'UTF8'), '') from analysis.webhook_event");
  }

  private List<String> rows(String sql) {
    List<String> rows = new ArrayList<>();
    pool.query(sql).executeAndAwait().forEach(row -> rows.add(row.getString(0)));
    return Collections.unmodifiableList(rows);
  }

  private static <T> T get(Uni<T> uni) {
    return uni.await().atMost(PATIENCE);
  }
}

package io.colloquy.gateway.capacity;

import static io.colloquy.gateway.capacity.Limits.NONE;
import static io.colloquy.gateway.capacity.Slots.Verdict.AGENT_FULL;
import static io.colloquy.gateway.capacity.Slots.Verdict.BURST;
import static io.colloquy.gateway.capacity.Slots.Verdict.DAY_USED_UP;
import static io.colloquy.gateway.capacity.Slots.Verdict.LOST;
import static io.colloquy.gateway.capacity.Slots.Verdict.STANDARD;
import static io.colloquy.gateway.capacity.Slots.Verdict.WORKSPACE_FULL;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Ids;
import io.colloquy.gateway.capacity.Slots.Slot;
import io.colloquy.gateway.capacity.Slots.Verdict;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store of slots does. */
abstract class SlotsContract {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);

  private final String workspace = Ids.random("ws_");
  private final String agent = Ids.random("agent_");

  abstract Slots slots();

  /** A holder that lives. */
  abstract String newHolder();

  /** The holder has died without a word. */
  abstract void kill(String holder);

  @Test
  void grantsAsManyCallsAsTheWorkspaceMayHave() {
    var limits = new Limits(2, NONE, NONE, false);
    var holder = newHolder();
    var first = take(holder, limits);

    assertThat(first.verdict).isEqualTo(STANDARD);
    assertThat(take(holder, limits).verdict).isEqualTo(STANDARD);
    assertThat(take(holder, limits).verdict).isEqualTo(WORKSPACE_FULL);

    free(first);
    assertThat(take(newHolder(), limits).verdict).isEqualTo(STANDARD);
    assertThat(take(holder, limits).verdict).isEqualTo(WORKSPACE_FULL);
  }

  @Test
  void freesASlotOnce() {
    var limits = new Limits(1, NONE, NONE, false);
    var holder = newHolder();
    var first = take(holder, limits);
    free(first);
    free(first);

    assertThat(take(holder, limits).verdict).isEqualTo(STANDARD);
    assertThat(take(holder, limits).verdict).isEqualTo(WORKSPACE_FULL);
  }

  @Test
  void saysWhichCallsAreBeyondTheLimitOfAnAgentThatMayBurst() {
    var bursting = new Limits(2, NONE, NONE, true);
    var holder = newHolder();
    var granted = Stream.generate(() -> take(holder, bursting)).limit(6).toList();

    assertThat(granted)
        .extracting(Taken::verdict)
        .containsExactly(STANDARD, STANDARD, BURST, BURST, BURST, BURST);
    assertThat(take(holder, bursting).verdict).isEqualTo(WORKSPACE_FULL);
    // An agent that may not burst finds the workspace full all the same.
    assertThat(take(holder, new Limits(2, NONE, NONE, false)).verdict).isEqualTo(WORKSPACE_FULL);

    granted.subList(1, 6).forEach(this::free);
    assertThat(take(holder, bursting).verdict).isEqualTo(STANDARD);
  }

  @Test
  void limitsAnAgentWhateverTheWorkspaceHasLeft() {
    var limits = new Limits(10, 1, NONE, true);
    var holder = newHolder();
    assertThat(take(holder, limits).verdict).isEqualTo(STANDARD);
    assertThat(take(newHolder(), limits).verdict).isEqualTo(AGENT_FULL);

    var another = new Slot(Ids.conversation(), holder, workspace, Ids.random("agent_"));
    assertThat(now(slots().take(another, limits, MONDAY))).isEqualTo(STANDARD);
  }

  @Test
  void doesNotCountTheSlotsOfTheDead() {
    var limits = new Limits(2, 2, NONE, false);
    var dying = newHolder();
    var living = newHolder();
    var _ = take(dying, limits);
    var _ = take(living, limits);
    assertThat(take(living, limits).verdict).isEqualTo(WORKSPACE_FULL);

    kill(dying);

    assertThat(take(dying, limits).verdict).isEqualTo(LOST);
    assertThat(take(living, limits).verdict).isEqualTo(STANDARD);
    assertThat(take(living, limits).verdict).isEqualTo(WORKSPACE_FULL);
  }

  @Test
  void forgetsTheSlotsOfTheDeadOnly() {
    var limits = new Limits(2, NONE, NONE, false);
    var dying = newHolder();
    var living = newHolder();
    var _ = take(dying, limits);
    var kept = take(living, limits);
    kill(dying);

    now(slots().forgetTheGone());

    assertThat(now(slots().heldBy(dying))).isEmpty();
    assertThat(now(slots().heldBy(living))).containsExactly(kept.id);
    assertThat(take(living, limits).verdict).isEqualTo(STANDARD);
    assertThat(take(living, limits).verdict).isEqualTo(WORKSPACE_FULL);
  }

  @Test
  void aChatLeavesItsSlotToACall() {
    var limits = new Limits(1, NONE, NONE, false);
    var holder = newHolder();
    var chats = Stream.generate(() -> chat(holder, limits)).limit(25).toList();
    assertThat(chats).extracting(Taken::verdict).containsOnly(STANDARD);

    // As CM-08 has it: the next chat is let in at the door, and finds no room among the chats.
    var oneMore = take(holder, limits);
    assertThat(oneMore.verdict).isEqualTo(STANDARD);
    assertThat(move(oneMore, limits)).isEqualTo(WORKSPACE_FULL);
    // Until it goes it counts as what it was.
    assertThat(take(holder, limits).verdict).isEqualTo(WORKSPACE_FULL);

    free(oneMore);
    free(chats.getFirst());
    assertThat(chat(holder, limits).verdict).isEqualTo(STANDARD);
    assertThat(take(holder, limits).verdict).isEqualTo(STANDARD);
    assertThat(take(holder, limits).verdict).as("full of calls").isEqualTo(WORKSPACE_FULL);
  }

  @Test
  void limitsTheChatsOfAnAgentToo() {
    var limits = new Limits(NONE, 1, NONE, false);
    var holder = newHolder();
    assertThat(Stream.generate(() -> chat(holder, limits)).limit(25))
        .extracting(Taken::verdict)
        .containsOnly(STANDARD);

    assertThat(chat(holder, limits).verdict).isEqualTo(AGENT_FULL);
  }

  @Test
  void movesNoSlotThatIsGoneOrMovedAlready() {
    var limits = new Limits(1, NONE, NONE, false);
    var taken = chat(newHolder(), limits);
    assertThat(move(taken, limits)).isEqualTo(LOST);
    free(taken);
    assertThat(move(taken, limits)).isEqualTo(LOST);
  }

  @Test
  void countsWhatAnAgentBeginsInADay() {
    var limits = new Limits(NONE, NONE, 2, false);
    var holder = newHolder();
    free(take(holder, limits));
    free(take(holder, limits));

    assertThat(take(holder, limits).verdict).isEqualTo(DAY_USED_UP);
    var tomorrow = new Slot(Ids.conversation(), holder, workspace, agent);
    assertThat(now(slots().take(tomorrow, limits, MONDAY.plusDays(1)))).isEqualTo(STANDARD);
  }

  @Test
  void givesTheDayBackWhatNeverBegan() {
    var limits = new Limits(NONE, NONE, 1, false);
    var holder = newHolder();
    var unheard = take(holder, limits);
    assertThat(take(holder, limits).verdict).isEqualTo(DAY_USED_UP);

    now(slots().free(unheard.id, false));

    assertThat(take(holder, limits).verdict).isEqualTo(STANDARD);
    assertThat(take(holder, limits).verdict).isEqualTo(DAY_USED_UP);
  }

  @Test
  void aRefusalCostsTheDayNothing() {
    var limits = new Limits(1, NONE, 2, false);
    var holder = newHolder();
    var first = take(holder, limits);
    assertThat(take(holder, limits).verdict).isEqualTo(WORKSPACE_FULL);
    free(first);

    assertThat(take(holder, limits).verdict).isEqualTo(STANDARD);
  }

  @Test
  void letsNobodyInWhereTheLimitIsNought() {
    var holder = newHolder();
    assertThat(take(holder, new Limits(0, NONE, NONE, true)).verdict).isEqualTo(WORKSPACE_FULL);
    assertThat(take(holder, new Limits(NONE, 0, NONE, false)).verdict).isEqualTo(AGENT_FULL);
    assertThat(take(holder, new Limits(NONE, NONE, 0, false)).verdict).isEqualTo(DAY_USED_UP);
  }

  /** BP-13: 200 at once, through two gateways, for 60 slots of which 20 are no burst. */
  @Test
  void neverGrantsMoreThanThereIsHoweverManyAskAtOnce() throws Exception {
    var limits = new Limits(20, NONE, NONE, true);
    var holders = List.of(newHolder(), newHolder());
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    try (var threads = Executors.newFixedThreadPool(16)) {
      var asked =
          IntStream.range(0, 200)
              .mapToObj(
                  n ->
                      CompletableFuture.supplyAsync(
                          () -> take(holders.get(n % 2), limits), threads))
              .toList();
      asked.forEach(taken -> verdicts.merge(taken.join().verdict, 1, Integer::sum));
    }

    assertThat(verdicts).isEqualTo(Map.of(STANDARD, 20, BURST, 40, WORKSPACE_FULL, 140));
  }

  @Test
  void neverGrantsMoreThanThereIsWhileOthersComeAndGo() throws Exception {
    var limits = new Limits(5, 5, NONE, false);
    var holders = List.of(newHolder(), newHolder());
    var held = Collections.synchronizedSet(new HashSet<String>());
    var most = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(16)) {
      var asked =
          IntStream.range(0, 200)
              .mapToObj(
                  n ->
                      CompletableFuture.runAsync(
                          () -> {
                            var taken = take(holders.get(n % 2), limits);
                            if (taken.verdict.isGranted()) {
                              held.add(taken.id);
                              most.accumulateAndGet(held.size(), Math::max);
                              // Gone from here before it is gone there.
                              held.remove(taken.id);
                              free(taken);
                            }
                          },
                          threads))
              .toList();
      asked.forEach(CompletableFuture::join);
    }

    assertThat(most.get()).isBetween(1, 5);
    assertThat(Stream.generate(() -> take(holders.getFirst(), limits)).limit(6))
        .extracting(Taken::verdict)
        .containsExactly(STANDARD, STANDARD, STANDARD, STANDARD, STANDARD, WORKSPACE_FULL);
  }

  record Taken(String id, Verdict verdict) {}

  private Taken take(String holder, Limits limits) {
    var slot = new Slot(Ids.conversation(), holder, workspace, agent);
    return new Taken(slot.conversationId(), now(slots().take(slot, limits, MONDAY)));
  }

  /** Comes in as everybody does, and goes to the chats. */
  private Taken chat(String holder, Limits limits) {
    var taken = take(holder, limits);
    return taken.verdict.isGranted() ? new Taken(taken.id, move(taken, limits)) : taken;
  }

  private Verdict move(Taken taken, Limits limits) {
    return now(slots().moveToChat(taken.id, limits));
  }

  private void free(Taken taken) {
    now(slots().free(taken.id, true));
  }

  private static <T> T now(CompletionStage<T> answer) {
    return answer.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}

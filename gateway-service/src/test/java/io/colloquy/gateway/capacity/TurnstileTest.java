package io.colloquy.gateway.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.gateway.capacity.Turnstile.Outcome;
import io.colloquy.gateway.capacity.Turnstile.Pool;
import io.colloquy.gateway.session.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TurnstileTest {

  private static final String HOLDER = "gateway_1";
  private static final Duration LONG = Duration.ofMinutes(1);

  private final InMemorySlots slots = new InMemorySlots();
  private final List<String> seen = new ArrayList<>();
  private final List<Ending> refusals = new ArrayList<>();
  private int workspaceLimit = -1;

  @BeforeEach
  void live() {
    slots.live(HOLDER);
  }

  @Test
  void asksNobodyWhereNothingIsLimited() {
    var turnstile = on(new NoStore(), LONG);

    var place = entered(turnstile, agent("{}"), "conv_1");

    assertThat(turnstile.inUse(Pool.VOICE)).isOne();
    place.begin(true, refusals::add);
    assertThat(turnstile.inUse(Pool.VOICE)).isZero();
    assertThat(turnstile.inUse(Pool.CHAT)).isOne();
    place.leave();
    assertThat(turnstile.inUse(Pool.CHAT)).isZero();
    assertThat(seen).containsExactly("admitted");
  }

  @Test
  void refusesEverybodyWhereSomethingIsLimitedAndTheStoreIsAway() {
    workspaceLimit = 4;
    assertThat(enter(on(new NoStore(), LONG), agent("{}"), "conv_1"))
        .isEqualTo(new Outcome.Refused(Ending.NOT_READY));
    assertThat(seen).containsExactly("unavailable");
  }

  @Test
  void saysWhichLimitIsReached() {
    workspaceLimit = 1;
    var turnstile = on(slots, LONG);
    var limited = agent("{\"agent_concurrency_limit\":0}");
    assertThat(enter(turnstile, limited, "conv_0"))
        .isEqualTo(new Outcome.Refused(Ending.AGENT_FULL));
    assertThat(enter(turnstile, agent("{\"daily_limit\":0}"), "conv_0"))
        .isEqualTo(new Outcome.Refused(Ending.DAY_USED_UP));
    var _ = entered(turnstile, agent("{}"), "conv_1");
    assertThat(enter(turnstile, agent("{}"), "conv_2"))
        .isEqualTo(new Outcome.Refused(Ending.WORKSPACE_FULL));
    assertThat(seen).containsExactly("agent_full", "day_used_up", "admitted", "workspace_full");
  }

  @Test
  void tellsACallThatIsBeyondTheOrdinary() {
    workspaceLimit = 1;
    var turnstile = on(slots, LONG);
    var bursting = agent("{\"bursting_enabled\":true}");
    assertThat(entered(turnstile, bursting, "conv_1").isBurst()).isFalse();
    assertThat(entered(turnstile, bursting, "conv_2").isBurst()).isTrue();
    assertThat(seen).containsExactly("admitted", "admitted as burst");
  }

  @Test
  void freesASlotAtEveryEnding() {
    workspaceLimit = 1;
    var turnstile = on(slots, LONG);

    entered(turnstile, agent("{}"), "conv_1").giveUp();
    var claimed = entered(turnstile, agent("{}"), "conv_2");
    assertThat(claimed.claim()).isTrue();
    claimed.giveUp();
    assertThat(enter(turnstile, agent("{}"), "conv_3")).isInstanceOf(Outcome.Refused.class);
    claimed.leave();
    var begun = entered(turnstile, agent("{}"), "conv_4");
    begun.begin(false, refusals::add);
    begun.leave();
    begun.leave();

    var last = entered(turnstile, agent("{}"), "conv_5");
    begun.leave();
    assertThat(enter(turnstile, agent("{}"), "conv_6")).isInstanceOf(Outcome.Refused.class);
    last.leave();
    assertThat(last.claim()).isFalse();
    assertThat(turnstile.inUse(Pool.VOICE)).isZero();
  }

  @Test
  void aConversationCountsForItsDayOnceItBegan() {
    var turnstile = on(slots, LONG);
    var twice = agent("{\"daily_limit\":2}");
    for (int i = 0; i < 5; i++) {
      entered(turnstile, twice, "conv_unheard_" + i).leave();
    }
    for (int i = 0; i < 2; i++) {
      var place = entered(turnstile, twice, "conv_" + i);
      place.begin(false, refusals::add);
      place.leave();
    }
    assertThat(enter(turnstile, twice, "conv_3"))
        .isEqualTo(new Outcome.Refused(Ending.DAY_USED_UP));
  }

  @Test
  void aChatMovesOnAndItsSlotIsFreeForTheNext() {
    workspaceLimit = 1;
    var turnstile = on(slots, LONG);
    for (int i = 0; i < 25; i++) {
      entered(turnstile, agent("{}"), "conv_" + i).begin(true, refusals::add);
    }
    assertThat(turnstile.inUse(Pool.CHAT)).isEqualTo(25);
    assertThat(refusals).isEmpty();

    entered(turnstile, agent("{}"), "conv_25").begin(true, refusals::add);
    assertThat(refusals).containsExactly(Ending.WORKSPACE_CHATS_FULL);
    assertThat(turnstile.inUse(Pool.VOICE)).isOne();
  }

  @Test
  void aSlotThatIsGrantedWhenNobodyWaitsAnyMoreIsGivenBack() {
    workspaceLimit = 1;
    var slow = new SlowSlots();
    var turnstile = on(slow, Duration.ofMillis(50));

    assertThat(enter(turnstile, agent("{}"), "conv_1"))
        .isEqualTo(new Outcome.Refused(Ending.NOT_READY));
    slow.answer();

    assertThat(slots.heldBy(HOLDER).toCompletableFuture().join()).isEmpty();
  }

  @Test
  void whoWaitedTooLongForHisTurnIsNotAskedFor() {
    workspaceLimit = 1;
    var slow = new SlowSlots();
    var turnstile = on(slow, Duration.ofMillis(50));
    var first = turnstile.enter(agent("{}"), "conv_1");
    var second = turnstile.enter(agent("{}"), "conv_2");
    assertThat(now(first)).isEqualTo(new Outcome.Refused(Ending.NOT_READY));
    assertThat(now(second)).isEqualTo(new Outcome.Refused(Ending.NOT_READY));

    slow.answer();

    assertThat(slow.asked).containsExactly("conv_1");
  }

  @Test
  void putsInOrderWhatTheStoreHoldsAndNobodyKnows() {
    workspaceLimit = 2;
    var turnstile = on(slots, LONG);
    var _ = entered(turnstile, agent("{}"), "conv_here");
    slots.live("gateway_2");
    for (var lost :
        List.of(
            new Slots.Slot("conv_lost", HOLDER, "ws_1", "agent_1"),
            new Slots.Slot("conv_elsewhere", "gateway_2", "ws_1", "agent_1"))) {
      var _ = slots.take(lost, new Limits(9, 9, 9, false), LocalDate.EPOCH);
    }

    var _ = now(turnstile.putInOrder());

    assertThat(now(slots.heldBy(HOLDER))).containsExactly("conv_here");
    assertThat(now(slots.heldBy("gateway_2"))).containsExactly("conv_elsewhere");
  }

  private Turnstile on(Slots store, Duration patience) {
    var watch =
        new Turnstile.Watch() {
          @Override
          public void admitted(boolean burst) {
            seen.add(burst ? "admitted as burst" : "admitted");
          }

          @Override
          public void refused(String reason) {
            seen.add(reason);
          }
        };
    var clock = Clock.fixed(Instant.parse("2026-01-05T23:59:59Z"), ZoneOffset.UTC);
    return new Turnstile(store, HOLDER, _ -> workspaceLimit, patience, clock, watch);
  }

  private static OwnedAgent agent(String limits) {
    var json =
        "{\"agent_id\":\"agent_1\",\"platform_settings\":{\"call_limits\":%s}}".formatted(limits);
    return new OwnedAgent("ws_1", Json.read(json, Agent.class));
  }

  private static Outcome enter(Turnstile turnstile, OwnedAgent agent, String conversationId) {
    return now(turnstile.enter(agent, conversationId));
  }

  private static Place entered(Turnstile turnstile, OwnedAgent agent, String conversationId) {
    return Optional.of(enter(turnstile, agent, conversationId))
        .filter(Outcome.Entered.class::isInstance)
        .map(outcome -> ((Outcome.Entered) outcome).place())
        .orElseThrow();
  }

  private static <T> T now(CompletionStage<T> answer) {
    return answer.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** A store that does not answer any question. */
  private static class NoStore implements Slots {

    @Override
    public CompletionStage<Verdict> take(Slot slot, Limits limits, LocalDate today) {
      return away();
    }

    @Override
    public CompletionStage<Verdict> moveToChat(String conversationId, Limits limits) {
      return away();
    }

    @Override
    public CompletionStage<Void> free(String conversationId, boolean began) {
      return away();
    }

    @Override
    public CompletionStage<List<String>> heldBy(String holder) {
      return away();
    }

    @Override
    public CompletionStage<Void> forgetTheGone() {
      return away();
    }

    private static <T> CompletionStage<T> away() {
      return CompletableFuture.failedFuture(new IllegalStateException("the store is away"));
    }
  }

  /** Does at once what it is told, and says so when it is told to. */
  private final class SlowSlots extends NoStore {

    private final List<String> asked = new ArrayList<>();
    private final CompletableFuture<Boolean> answering = new CompletableFuture<>();

    @Override
    public CompletionStage<Verdict> take(Slot slot, Limits limits, LocalDate today) {
      asked.add(slot.conversationId());
      return slots.take(slot, limits, today).thenCombine(answering, (verdict, _) -> verdict);
    }

    @Override
    public CompletionStage<Void> free(String conversationId, boolean began) {
      return slots.free(conversationId, began);
    }

    void answer() {
      answering.complete(true);
    }
  }
}

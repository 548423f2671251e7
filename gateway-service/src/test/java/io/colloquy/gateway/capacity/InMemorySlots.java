package io.colloquy.gateway.capacity;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Slots of one process, counted one by one: what the other store is compared with. */
final class InMemorySlots implements Slots {

  private record Day(String agentId, LocalDate date) {}

  private record Held(Slot slot, boolean chat, Optional<Day> day) {}

  private final Set<String> living = new HashSet<>();
  private final Map<String, Held> held = new HashMap<>();
  private final Map<Day, Integer> days = new HashMap<>();

  synchronized void live(String holder) {
    living.add(holder);
  }

  synchronized void kill(String holder) {
    living.remove(holder);
  }

  @Override
  public synchronized CompletionStage<Verdict> take(Slot slot, Limits limits, LocalDate today) {
    long ofWorkspace = count(it -> ofWorkspace(it, slot) && !it.chat);
    var day = new Day(slot.agentId(), today);
    if (!living.contains(slot.holder())) {
      return done(Verdict.LOST);
    }
    if (ofWorkspace >= limits.mostCalls()) {
      return done(Verdict.WORKSPACE_FULL);
    }
    if (count(it -> ofAgent(it, slot) && !it.chat) >= limits.agent()) {
      return done(Verdict.AGENT_FULL);
    }
    if (days.getOrDefault(day, 0) >= limits.daily()) {
      return done(Verdict.DAY_USED_UP);
    }
    days.merge(day, 1, Integer::sum);
    held.put(slot.conversationId(), new Held(slot, false, Optional.of(day)));
    return done(ofWorkspace >= limits.workspace() ? Verdict.BURST : Verdict.STANDARD);
  }

  @Override
  public synchronized CompletionStage<Verdict> moveToChat(String conversationId, Limits limits) {
    var mine = held.get(conversationId);
    if (mine == null || mine.chat) {
      return done(Verdict.LOST);
    }
    if (count(it -> ofWorkspace(it, mine.slot) && it.chat) >= limits.mostChats()) {
      return done(Verdict.WORKSPACE_FULL);
    }
    if (count(it -> ofAgent(it, mine.slot) && it.chat) >= limits.mostChatsOfAgent()) {
      return done(Verdict.AGENT_FULL);
    }
    held.put(conversationId, new Held(mine.slot, true, mine.day));
    return done(Verdict.STANDARD);
  }

  @Override
  public synchronized CompletionStage<Void> free(String conversationId, boolean began) {
    var gone = held.remove(conversationId);
    if (gone != null && !began) {
      gone.day.ifPresent(day -> days.merge(day, -1, Integer::sum));
    }
    return done(null);
  }

  @Override
  public synchronized CompletionStage<List<String>> heldBy(String holder) {
    return done(
        held.values().stream()
            .filter(it -> it.slot.holder().equals(holder))
            .map(it -> it.slot.conversationId())
            .toList());
  }

  @Override
  public synchronized CompletionStage<Void> forgetTheGone() {
    held.values().removeIf(it -> !living.contains(it.slot.holder()));
    return done(null);
  }

  private long count(Predicate<Held> which) {
    return held.values().stream()
        .filter(it -> living.contains(it.slot.holder()))
        .filter(which)
        .count();
  }

  private static boolean ofWorkspace(Held it, Slot slot) {
    return it.slot.workspace().equals(slot.workspace());
  }

  private static boolean ofAgent(Held it, Slot slot) {
    return it.slot.agentId().equals(slot.agentId());
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }
}

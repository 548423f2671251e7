package io.colloquy.gateway.capacity;

import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.gateway.capacity.Slots.Verdict;
import io.colloquy.gateway.session.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Lets as many conversations in as their workspaces and agents may have, on all edges together, and
 * remembers which of them are here. Where nothing is limited nobody is asked. Safe for use by many
 * threads; never blocks.
 */
public final class Turnstile {

  /** Conversations by what they take up. */
  public enum Pool {
    VOICE,
    CHAT
  }

  /** Whether a conversation may begin. */
  public sealed interface Outcome {
    record Entered(Place place) implements Outcome {}

    record Refused(Ending ending) implements Outcome {}
  }

  /** Sees who comes in, for the metrics. */
  public interface Watch {
    void admitted(boolean burst);

    /**
     * @param reason from a short fixed list
     */
    void refused(String reason);
  }

  private static final Logger LOG = Logger.getLogger(Turnstile.class);

  /** Admissions of a workspace wait for each other in any case, so that they need no more. */
  private static final int LANES = 4;

  private final Slots slots;
  private final String holder;
  private final ToIntFunction<String> workspaceLimit;
  private final Duration patience;
  private final Clock clock;
  private final Watch watch;
  private final List<Lane> lanes = Stream.generate(Lane::new).limit(LANES).toList();
  private final Set<Place> places = ConcurrentHashMap.newKeySet();

  /** Conversations that have a slot, or are about to. */
  private final Set<String> counted = ConcurrentHashMap.newKeySet();

  /**
   * @param holder this run of this edge
   * @param workspaceLimit calls of a workspace at once; negative for no limit
   * @param patience for an answer about a slot, waiting for one's turn included
   */
  public Turnstile(
      Slots slots,
      String holder,
      ToIntFunction<String> workspaceLimit,
      Duration patience,
      Clock clock,
      Watch watch) {
    this.slots = slots;
    this.holder = holder;
    this.workspaceLimit = workspaceLimit;
    this.patience = patience;
    this.clock = clock;
    this.watch = watch;
  }

  /** How many conversations of this kind are here, limited or not. */
  public long inUse(Pool pool) {
    return places.stream().filter(place -> place.isChat() == (pool == Pool.CHAT)).count();
  }

  /** Never fails. Completes on any thread. */
  public CompletionStage<Outcome> enter(OwnedAgent known, String conversationId) {
    var workspace = known.workspace();
    var callLimits = known.agent().platformSettings().callLimits();
    var limits = Limits.of(workspaceLimit.applyAsInt(workspace), callLimits);
    if (limits.areNone()) {
      return CompletableFuture.completedFuture(
          outcome(Verdict.STANDARD, conversationId, workspace, limits));
    }
    var slot = new Slots.Slot(conversationId, holder, workspace, known.agent().agentId());
    return take(slot, limits)
        .thenApply(verdict -> outcome(verdict, conversationId, workspace, limits))
        .exceptionally(
            failure -> {
              LOG.warnf("no answer whether there is room: %s", failure.toString());
              watch.refused("unavailable");
              return new Outcome.Refused(Ending.NOT_READY);
            });
  }

  /** A slot that is granted after patience is over is given back. */
  private CompletableFuture<Verdict> take(Slots.Slot slot, Limits limits) {
    var id = slot.conversationId();
    var answer = new CompletableFuture<Verdict>();
    counted.add(id);
    var _ =
        answer
            .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (verdict, _) -> {
                  if (verdict == null || !verdict.isGranted()) {
                    counted.remove(id);
                  }
                });
    Supplier<CompletionStage<Verdict>> ask =
        () ->
            answer.isDone()
                ? CompletableFuture.completedFuture(Verdict.LOST)
                : slots.take(slot, limits, LocalDate.now(clock.withZone(ZoneOffset.UTC)));
    var _ =
        lane(slot.workspace())
            .then(ask)
            .whenComplete(
                (verdict, failure) -> {
                  if (failure != null) {
                    answer.completeExceptionally(failure);
                  } else if (!answer.complete(verdict) && verdict.isGranted()) {
                    free(id, slot.workspace(), false);
                  }
                });
    return answer;
  }

  private Outcome outcome(Verdict verdict, String id, String workspace, Limits limits) {
    if (!verdict.isGranted()) {
      return refused(verdict);
    }
    var place = new Place(id, workspace, limits, verdict == Verdict.BURST, new Books());
    places.add(place);
    watch.admitted(place.isBurst());
    return new Outcome.Entered(place);
  }

  private Outcome refused(Verdict verdict) {
    return switch (verdict) {
      case WORKSPACE_FULL -> refused("workspace_full", Ending.WORKSPACE_FULL);
      case AGENT_FULL -> refused("agent_full", Ending.AGENT_FULL);
      case DAY_USED_UP -> refused("day_used_up", Ending.DAY_USED_UP);
      case LOST, STANDARD, BURST -> refused("unavailable", Ending.NOT_READY);
    };
  }

  private Outcome refused(String reason, Ending ending) {
    watch.refused(reason);
    return new Outcome.Refused(ending);
  }

  /** What places tell. */
  private final class Books implements Place.Keeper {

    @Override
    public void toChat(Place place, Consumer<Ending> refused) {
      if (place.limits().areNone()) {
        place.becomeChat();
        return;
      }
      var _ =
          lane(place.workspace())
              .then(
                  () ->
                      place.isLeft()
                          ? CompletableFuture.completedFuture(Verdict.LOST)
                          : slots.moveToChat(place.conversationId(), place.limits()))
              .whenComplete((verdict, failure) -> moved(place, verdict, failure, refused));
    }

    /** A chat that could not be moved goes on counting as a call. */
    private void moved(Place place, Verdict verdict, Throwable failure, Consumer<Ending> refused) {
      if (failure != null) {
        LOG.warnf("%s still counts as a call: %s", place.conversationId(), failure.toString());
        return;
      }
      switch (verdict) {
        case WORKSPACE_FULL -> refuse("workspace_chats_full", Ending.WORKSPACE_CHATS_FULL, refused);
        case AGENT_FULL -> refuse("agent_chats_full", Ending.AGENT_CHATS_FULL, refused);
        case STANDARD, BURST -> place.becomeChat();
        case LOST, DAY_USED_UP -> {}
      }
    }

    private void refuse(String reason, Ending ending, Consumer<Ending> refused) {
      watch.refused(reason);
      refused.accept(ending);
    }

    @Override
    public void left(Place place, boolean began) {
      places.remove(place);
      if (!place.limits().areNone()) {
        counted.remove(place.conversationId());
        free(place.conversationId(), place.workspace(), began);
      }
    }
  }

  /** In the lane of those who want one: a slot that was given back here is free for the next. */
  private void free(String conversationId, String workspace, boolean began) {
    var _ =
        lane(workspace)
            .then(() -> slots.free(conversationId, began))
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    LOG.warnf("%s keeps its slot for now: %s", conversationId, failure.toString());
                  }
                });
  }

  /**
   * Frees what is ours in the store and not known here: slots whose release failed, or that were
   * granted when nobody waited any more. Clears up after edges that are gone. To be called now and
   * then.
   */
  public CompletionStage<Void> putInOrder() {
    return slots
        .heldBy(holder)
        .thenCompose(
            held ->
                CompletableFuture.allOf(
                    held.stream()
                        .filter(id -> !counted.contains(id))
                        .map(id -> slots.free(id, true).toCompletableFuture())
                        .toArray(CompletableFuture[]::new)))
        .thenCompose(_ -> slots.forgetTheGone());
  }

  private Lane lane(String workspace) {
    return lanes.get(Math.floorMod(workspace.hashCode(), LANES));
  }
}

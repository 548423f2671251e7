package io.colloquy.llm.places;

import io.colloquy.contracts.llm.Terms;
import io.colloquy.contracts.llm.Terms.Use;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Consumer;

/**
 * The places at one provider and the queue for them. Nobody waits who might have a place. Not safe
 * for many threads.
 */
final class Line<W extends Line.Waiting> {

  /** One who waits. */
  interface Waiting {
    Terms terms();
  }

  private final Allowance allowance;
  private final Map<String, Integer> takenBy = new HashMap<>();

  /** By use and workspace; the workspace whose turn is next stands first. */
  private final Map<Use, SequencedMap<String, SequencedSet<W>>> queues = new EnumMap<>(Use.class);

  private int taken;
  private int takenByBackground;

  Line(Allowance allowance) {
    this.allowance = allowance;
    for (var use : Use.values()) {
      queues.put(use, new LinkedHashMap<>());
    }
  }

  boolean hasRoomFor(Terms terms) {
    return hasRoomFor(terms.use()) && isWithinItsShare(terms.workspaceId());
  }

  private boolean isWithinItsShare(String workspace) {
    return takenBy.getOrDefault(workspace, 0) < allowance.perWorkspace();
  }

  private boolean hasRoomFor(Use use) {
    return taken < allowance.places()
        && (use != Use.BACKGROUND || takenByBackground < allowance.background());
  }

  void seat(Terms terms) {
    taken++;
    takenByBackground += terms.use() == Use.BACKGROUND ? 1 : 0;
    takenBy.merge(terms.workspaceId(), 1, Integer::sum);
  }

  void rise(Terms terms) {
    taken--;
    takenByBackground -= terms.use() == Use.BACKGROUND ? 1 : 0;
    takenBy.computeIfPresent(terms.workspaceId(), (_, count) -> count == 1 ? null : count - 1);
  }

  /** False if too many of its kind wait already. */
  boolean queue(Terms terms, W newcomer) {
    var queue = queues.get(terms.use());
    var mates = queue.get(terms.workspaceId());
    if ((mates == null ? 0 : mates.size()) >= allowance.waiting()) {
      return false;
    }
    return queue.computeIfAbsent(terms.workspaceId(), _ -> new LinkedHashSet<>()).add(newcomer);
  }

  void leave(Terms terms, W leaving) {
    var queue = queues.get(terms.use());
    var mates = queue.get(terms.workspaceId());
    mates.remove(leaving);
    if (mates.isEmpty()) {
      queue.remove(terms.workspaceId());
    }
  }

  /** Seats as many as there is room for now. */
  void seatNext(Consumer<W> seated) {
    for (var next = next(); next.isPresent(); next = next()) {
      seat(next.get().terms());
      seated.accept(next.get());
    }
  }

  private Optional<W> next() {
    for (var use : Use.values()) {
      var queue = queues.get(use);
      var turn =
          hasRoomFor(use)
              ? queue.keySet().stream().filter(this::isWithinItsShare).findFirst()
              : Optional.<String>empty();
      if (turn.isPresent()) {
        return Optional.of(first(queue, turn.get()));
      }
    }
    return Optional.empty();
  }

  /** The first of this workspace, whose next turn comes after all others'. */
  private W first(SequencedMap<String, SequencedSet<W>> queue, String workspace) {
    var mates = queue.remove(workspace);
    var first = mates.removeFirst();
    if (!mates.isEmpty()) {
      queue.putLast(workspace, mates);
    }
    return first;
  }

  int taken() {
    return taken;
  }

  int waiting(Use use) {
    return queues.get(use).values().stream().mapToInt(SequencedSet::size).sum();
  }

  boolean isEmpty() {
    return taken == 0 && queues.values().stream().allMatch(Map::isEmpty);
  }
}

package io.colloquy.analysis.recording;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ledger as {@link PostgresLedger} keeps it, for tests in virtual time. */
final class MemoryLedger implements Ledger {

  enum State {
    OPEN,
    CLOSING,
    FINISHED,
    ERASED
  }

  static final class Row {
    State state = State.OPEN;
    Instant heardAt;
    Instant dueAt = Instant.MIN;
    Instant finishedAt;
    int segments;
    boolean complete;
    boolean partsKept = true;
    Optional<Result> result = Optional.empty();
  }

  private record Removal(Instant dueAt, int times) {}

  private final InstantSource clock;
  private final Map<String, Removal> removals = new HashMap<>();
  final Map<String, Row> rows = new LinkedHashMap<>();
  final Set<String> forgotten = new HashSet<>();
  final Set<String> ended = new HashSet<>();

  MemoryLedger(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized boolean open(String conversationId) {
    if (forgotten.contains(conversationId)) {
      removals.put(Shelf.place(conversationId), new Removal(now(), 0));
      return false;
    }
    var row = rows.computeIfAbsent(conversationId, _ -> new Row());
    row.heardAt = now();
    if (!row.complete && row.state != State.ERASED) {
      row.state = State.OPEN;
    }
    return row.state == State.OPEN;
  }

  @Override
  public synchronized boolean kept(String conversationId, boolean last) {
    var row = rows.get(conversationId);
    if (row == null || row.state == State.ERASED) {
      return false;
    }
    row.complete |= last;
    row.state = row.complete ? State.CLOSING : State.OPEN;
    row.heardAt = now();
    row.dueAt = now();
    row.segments++;
    return true;
  }

  @Override
  public synchronized void closeQuiet(Duration soon, Duration late) {
    rows.forEach(
        (id, row) -> {
          var patience = ended.contains(id) ? soon : late;
          if (row.state == State.OPEN && row.heardAt.isBefore(now().minus(patience))) {
            row.state = State.CLOSING;
            row.dueAt = now();
          }
        });
  }

  @Override
  public synchronized Optional<Job> lease(Duration term) {
    var due =
        rows.entrySet().stream()
            .filter(e -> e.getValue().state == State.CLOSING && !e.getValue().dueAt.isAfter(now()))
            .findFirst();
    due.ifPresent(e -> e.getValue().dueAt = now().plus(term));
    return due.map(e -> new Job(e.getKey(), e.getValue().segments));
  }

  @Override
  public synchronized boolean renew(Job job, Duration term) {
    var row = rows.get(job.conversationId());
    boolean still = row != null && row.state == State.CLOSING && row.segments == job.segments();
    if (still) {
      row.dueAt = now().plus(term);
    }
    return still;
  }

  @Override
  public synchronized void postpone(Job job, Duration pause) {
    rows.get(job.conversationId()).dueAt = now().plus(pause);
  }

  @Override
  public synchronized boolean finish(Job job, Result result) {
    var row = rows.get(job.conversationId());
    boolean still =
        row != null
            && row.segments == job.segments()
            && (row.state == State.CLOSING || row.state == State.FINISHED);
    if (still) {
      row.state = State.FINISHED;
      row.finishedAt = now();
      row.result = Optional.of(result);
    }
    return still;
  }

  @Override
  public synchronized List<String> settled(Duration age) {
    return rows.entrySet().stream()
        .filter(e -> e.getValue().state == State.FINISHED && e.getValue().partsKept)
        .filter(
            e ->
                e.getValue()
                    .finishedAt
                    .isBefore(now().minus(e.getValue().complete ? Duration.ofMinutes(1) : age)))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public synchronized void partsRemoved(String conversationId) {
    rows.get(conversationId).partsKept = false;
  }

  @Override
  public synchronized void erase(String conversationId) {
    var row = rows.computeIfAbsent(conversationId, _ -> new Row());
    row.state = State.ERASED;
    removals.put(Shelf.place(conversationId), new Removal(now(), 0));
  }

  @Override
  public synchronized List<String> leaseRemovals(Duration term) {
    var due =
        removals.entrySet().stream()
            .filter(e -> !e.getValue().dueAt().isAfter(now()))
            .map(Map.Entry::getKey)
            .toList();
    due.forEach(
        place ->
            removals.computeIfPresent(place, (_, r) -> new Removal(now().plus(term), r.times())));
    return due;
  }

  @Override
  public synchronized void removed(String place, Duration again) {
    removals.computeIfPresent(
        place, (_, r) -> r.times() >= 1 ? null : new Removal(now().plus(again), 1));
  }

  State stateOf(String conversationId) {
    return rows.get(conversationId).state;
  }

  boolean hasRemovals() {
    return !removals.isEmpty();
  }

  private Instant now() {
    return clock.instant();
  }
}

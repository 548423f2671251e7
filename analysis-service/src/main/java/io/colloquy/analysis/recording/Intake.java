package io.colloquy.analysis.recording;

import io.colloquy.contracts.recording.RecordedPart;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What has come of running calls and is not safe yet: gathers the parts of each call until it is
 * worth a blob, and knows up to which place of each partition everything is safe.
 *
 * <p>It knows no broker and no store. Confined to one thread.
 */
final class Intake {

  /**
   * @param segmentBytes of sound of a call with which it is put away
   * @param age after which it is put away in any case
   * @param capacity bytes of sound of all calls together, above which those with most go first
   */
  record Limits(int segmentBytes, Duration age, long capacity) {}

  /**
   * Parts of one call that follow each other.
   *
   * @param offset of the first of them
   */
  record Segment(String conversationId, int partition, long offset, List<RecordedPart> parts) {
    boolean last() {
      return parts.getLast().last();
    }
  }

  private static final class Gathered {
    final int partition;
    final long offset;
    final long sinceMs;
    final List<RecordedPart> parts = new ArrayList<>();
    long bytes;

    Gathered(int partition, long offset, long sinceMs) {
      this.partition = partition;
      this.offset = offset;
      this.sinceMs = sinceMs;
    }

    boolean isOver() {
      return parts.getLast().last();
    }
  }

  /** What a part costs beside its sound. */
  private static final int PART_OVERHEAD = 500;

  private final Limits limits;
  private final InstantSource clock;
  private final Map<String, Gathered> calls = new HashMap<>();
  private final Map<Integer, Long> positions = new HashMap<>();
  private long bytes;

  Intake(Limits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** A part has come. One that is there already, because it comes again, changes nothing. */
  void add(int partition, long offset, RecordedPart part) {
    positions.put(partition, offset + 1);
    var call =
        calls.computeIfAbsent(
            part.conversationId(), _ -> new Gathered(partition, offset, clock.millis()));
    if (!call.parts.isEmpty() && part.sequence() <= call.parts.getLast().sequence()) {
      return;
    }
    call.parts.add(part);
    call.bytes += size(part);
    bytes += size(part);
  }

  /** A record of this partition that is none of ours was read. */
  void skip(int partition, long offset) {
    positions.put(partition, offset + 1);
  }

  private static long size(RecordedPart part) {
    return part.size() + (long) PART_OVERHEAD;
  }

  /** Bytes that are held. */
  long bytes() {
    return bytes;
  }

  /** Whether nothing more should be read until something was put away. */
  boolean isFull() {
    return bytes >= 2 * limits.capacity();
  }

  /** What is to be put away now. It stays here until {@link #stored}. */
  List<Segment> due() {
    long oldest = clock.millis() - limits.age().toMillis();
    List<Segment> due = new ArrayList<>();
    long excess = bytes - limits.capacity();
    var byWeight =
        calls.entrySet().stream()
            .sorted(Comparator.comparingLong(call -> -call.getValue().bytes))
            .toList();
    for (var call : byWeight) {
      var gathered = call.getValue();
      if (excess > 0
          || gathered.isOver()
          || gathered.bytes >= limits.segmentBytes()
          || gathered.sinceMs <= oldest) {
        due.add(segment(call.getKey(), gathered));
        excess -= gathered.bytes;
      }
    }
    return due;
  }

  /** All that is held of these partitions. */
  List<Segment> of(Set<Integer> partitions) {
    return calls.entrySet().stream()
        .filter(call -> partitions.contains(call.getValue().partition))
        .map(call -> segment(call.getKey(), call.getValue()))
        .toList();
  }

  private static Segment segment(String conversationId, Gathered call) {
    return new Segment(conversationId, call.partition, call.offset, List.copyOf(call.parts));
  }

  /** It is safe, or never needs to be. */
  void stored(Segment segment) {
    var call = calls.get(segment.conversationId());
    if (call != null && call.offset == segment.offset()) {
      calls.remove(segment.conversationId());
      bytes -= call.bytes;
    }
  }

  /** Others own these partitions now. */
  void forget(Set<Integer> partitions) {
    of(partitions).forEach(this::stored);
    positions.keySet().removeAll(partitions);
  }

  /** From where a partition would have to be read again; empty if nothing of it was read. */
  OptionalLong safeUntil(int partition) {
    if (!positions.containsKey(partition)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        calls.values().stream()
            .filter(call -> call.partition == partition)
            .mapToLong(call -> call.offset)
            .min()
            .orElse(positions.get(partition)));
  }

  Set<Integer> partitions() {
    return Set.copyOf(positions.keySet());
  }
}

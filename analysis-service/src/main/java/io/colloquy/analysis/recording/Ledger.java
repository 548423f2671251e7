package io.colloquy.analysis.recording;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of each recording, shared by all instances. Every method blocks, is one
 * transaction, and fails with a {@link RuntimeException} when the ledger cannot be reached.
 *
 * <pre>
 *   (none) ──first part──▶ OPEN ──its end, or quiet──▶ CLOSING ──file is made──▶ FINISHED
 *                            ▲                            │                        │
 *                            └──── a part comes late ─────┴── if its end was quiet ┘
 *   any ──deleted──▶ ERASED
 * </pre>
 */
interface Ledger {

  /**
   * Parts of a call are about to be kept.
   *
   * @return false if nothing of it may be kept any more: it was deleted, or is complete
   */
  boolean open(String conversationId);

  /**
   * Parts of a call are safe.
   *
   * @param last whether the call's end is among them
   * @return false if it was deleted meanwhile
   */
  boolean kept(String conversationId, boolean last);

  /**
   * Calls of which nothing has come for a while are taken as over: soon if their end is known from
   * elsewhere, else late.
   */
  void closeQuiet(Duration soon, Duration late);

  /** A call that is over and that nobody else makes a file of for this long. */
  Optional<Job> lease(Duration term);

  /**
   * Its file is still being made.
   *
   * @return false if that is not needed any more: it was deleted, or more of it has come
   */
  boolean renew(Job job, Duration term);

  /** It could not be done now. */
  void postpone(Job job, Duration pause);

  /**
   * The file is made.
   *
   * @return false if it was deleted meanwhile, or more of it has come
   */
  boolean finish(Job job, Result result);

  /**
   * Finished calls whose parts can go: those that are complete, and those without a known end once
   * they are of this age and nothing more can come.
   */
  List<String> settled(Duration age);

  /** The parts of a call are gone. */
  void partsRemoved(String conversationId);

  /** No sound of this call may be kept any more, whatever still comes of it. */
  void erase(String conversationId);

  /** Places whose blobs are to go, that nobody else looks after for this long. */
  List<String> leaseRemovals(Duration term);

  /** All blobs of the place are gone. They are looked for once more, later. */
  void removed(String place, Duration again);

  /**
   * A call whose file is to be made.
   *
   * @param segments how often something of it was put away by now
   */
  record Job(String conversationId, int segments) {}

  /**
   * What has come of a call.
   *
   * @param complete whether its end was told, so that no more can come
   * @param latenciesMs ear to ear, by event id of the answer
   */
  record Result(
      long durationMs,
      boolean complete,
      boolean hasUser,
      boolean hasAgent,
      Map<Integer, Double> latenciesMs) {
    public Result {
      latenciesMs = Map.copyOf(latenciesMs);
    }
  }
}

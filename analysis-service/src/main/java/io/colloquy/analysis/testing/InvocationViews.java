package io.colloquy.analysis.testing;

import io.colloquy.rest.shelf.Page;
import java.util.List;
import java.util.Optional;

/** What clients see of invocations of tests (page 118). */
final class InvocationViews {

  /** One invocation as a whole. */
  record View(String id, String agentId, long createdAt, List<TestRun> testRuns) {}

  /** One invocation of a list. */
  record Summary(
      String id,
      String agentId,
      long createdAtUnixSecs,
      int testRunCount,
      int passedCount,
      int failedCount,
      int pendingCount,
      int cancelledCount,
      String title,
      Optional<String> accessInfo) {}

  record Summaries(List<Summary> results, Optional<String> nextCursor, boolean hasMore) {}

  static View of(Invocations.Held held) {
    var invocation = held.invocation();
    return new View(
        held.id(), invocation.agentId(), held.createdAt().getEpochSecond(), invocation.testRuns());
  }

  static Summaries of(Page page) {
    return new Summaries(
        page.entries().stream().map(Invocations.Held::of).map(InvocationViews::summary).toList(),
        page.nextCursor(),
        page.hasMore());
  }

  private static Summary summary(Invocations.Held held) {
    var runs = held.invocation().testRuns();
    return new Summary(
        held.id(),
        held.invocation().agentId(),
        held.createdAt().getEpochSecond(),
        runs.size(),
        0,
        runs.size(),
        0,
        0,
        held.invocation().title(),
        Optional.empty());
  }

  private InvocationViews() {}
}

package io.colloquy.analysis.testing;

import java.util.List;
import java.util.Optional;

/** The answer to a list of tests (page 110). */
record TestSummaries(List<Summary> tests, Optional<String> nextCursor, boolean hasMore) {

  /**
   * One test, or folder, of the list.
   *
   * @param accessInfo empty: a test belongs to its workspace, not to a person
   */
  record Summary(
      String id,
      String name,
      Optional<String> accessInfo,
      long createdAtUnixSecs,
      long lastUpdatedAtUnixSecs,
      String type,
      String entityType,
      Optional<String> folderParentId) {

    static Summary of(AgentTest test) {
      return new Summary(
          test.id(),
          test.name(),
          Optional.empty(),
          test.createdAt().getEpochSecond(),
          test.updatedAt().getEpochSecond(),
          test.type(),
          test.isFolder() ? "folder" : "test",
          test.parent());
    }
  }

  static TestSummaries of(TestList.Page page) {
    return new TestSummaries(
        page.tests().stream().map(Summary::of).toList(),
        page.nextCursor(),
        page.nextCursor().isPresent());
  }
}

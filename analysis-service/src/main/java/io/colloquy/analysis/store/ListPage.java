package io.colloquy.analysis.store;

import io.colloquy.analysis.history.Status;
import java.util.List;
import java.util.Optional;

/**
 * A page of the list.
 *
 * @param next where the next page begins; empty when this is the last
 */
public record ListPage(List<Entry> entries, Optional<Position> next) {

  /** One conversation of the list. */
  public record Entry(
      String conversationId,
      String agentId,
      Optional<String> agentName,
      long startedAtUnixSecs,
      int durationSecs,
      int messageCount,
      Status status,
      String callSuccessful) {}

  static ListPage of(List<StoredConversation> rows, ListQuery query) {
    var entries = rows.stream().limit(query.pageSize()).map(ListPage::entry).toList();
    if (rows.size() <= query.pageSize()) {
      return new ListPage(entries, Optional.empty());
    }
    var last = entries.getLast();
    return new ListPage(
        entries, Optional.of(new Position(last.startedAtUnixSecs(), last.conversationId())));
  }

  private static Entry entry(StoredConversation row) {
    return new Entry(
        row.conversationId,
        row.agentId,
        Optional.ofNullable(row.agentName),
        row.startedAt,
        row.durationSecs,
        row.messageCount,
        Status.valueOf(row.status),
        row.callSuccessful);
  }
}

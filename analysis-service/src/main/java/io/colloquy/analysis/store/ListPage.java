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
      String callSuccessful,
      Optional<Integer> rating,
      Optional<String> source,
      Optional<String> mainLanguage,
      Optional<String> terminationReason,
      Optional<String> transcriptSummary,
      Optional<String> callSummaryTitle) {}

  /** In the order in which {@link #entry} reads them. */
  static final String COLUMNS =
      "c.conversation_id, c.agent_id, c.agent_name, c.started_at, c.duration_secs,"
          + " c.message_count, c.status, c.call_successful, c.rating, c.source, c.main_language,"
          + " c.termination_reason, c.transcript_summary, c.call_summary_title";

  static ListPage of(List<Entry> found, ListQuery query) {
    var entries = found.stream().limit(query.pageSize()).toList();
    if (found.size() <= query.pageSize()) {
      return new ListPage(entries, Optional.empty());
    }
    var last = entries.getLast();
    return new ListPage(
        entries, Optional.of(new Position(last.startedAtUnixSecs(), last.conversationId())));
  }

  static Entry entry(Object[] row) {
    return new Entry(
        (String) row[0],
        (String) row[1],
        Optional.ofNullable((String) row[2]),
        (Long) row[3],
        (Integer) row[4],
        (Integer) row[5],
        Status.valueOf((String) row[6]),
        (String) row[7],
        Optional.ofNullable((Integer) row[8]),
        Optional.ofNullable((String) row[9]),
        Optional.ofNullable((String) row[10]),
        Optional.ofNullable((String) row[11]),
        Optional.ofNullable((String) row[12]),
        Optional.ofNullable((String) row[13]));
  }
}

package io.colloquy.analysis.api;

import io.colloquy.analysis.history.Status;
import io.colloquy.analysis.store.ListPage;
import io.colloquy.analysis.store.ListQuery;
import java.util.List;
import java.util.Optional;

/** The answer to a list of conversations (pages 081, 082). */
record ConversationSummaries(
    List<Summary> conversations, Optional<String> nextCursor, boolean hasMore) {

  static ConversationSummaries of(ListPage page, ListQuery query) {
    return new ConversationSummaries(
        page.entries().stream().map(entry -> Summary.of(entry, query)).toList(),
        page.next().map(next -> ListParameters.cursor(query, next)),
        page.next().isPresent());
  }

  /**
   * One conversation of the list.
   *
   * @param callSuccessful unknown until it is evaluated
   * @param transcriptSummary empty until it is analysed, or if nobody asked for it
   * @param callSummaryTitle empty until it is analysed
   * @param direction of a phone call
   */
  record Summary(
      String agentId,
      Optional<String> agentName,
      String conversationId,
      long startTimeUnixSecs,
      int callDurationSecs,
      int messageCount,
      Status status,
      String callSuccessful,
      Optional<String> transcriptSummary,
      Optional<String> callSummaryTitle,
      Optional<String> direction,
      Optional<Integer> rating,
      String conversationInitiationSource,
      Optional<String> mainLanguage,
      Optional<String> terminationReason) {

    private static Summary of(ListPage.Entry entry, ListQuery query) {
      return new Summary(
          entry.agentId(),
          entry.agentName(),
          entry.conversationId(),
          entry.startedAtUnixSecs(),
          entry.durationSecs(),
          entry.messageCount(),
          entry.status(),
          entry.callSuccessful(),
          entry.transcriptSummary().filter(_ -> query.withSummaries()),
          entry.callSummaryTitle(),
          Optional.empty(),
          entry.rating(),
          ClientNames.source(entry.source()),
          entry.mainLanguage(),
          entry.terminationReason());
    }
  }
}

package io.colloquy.analysis.store;

import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which turns to find by their words.
 *
 * @param words as {@link Filter#says} takes them
 * @param filters all of which the conversations meet
 * @param order which come first
 * @param pageSize 1 or more
 * @param from the list goes on after this place
 */
public record WordSearch(
    Workspace workspace,
    String words,
    List<Filter> filters,
    Order order,
    int pageSize,
    Optional<Place> from) {

  private static final String SCORE =
      "cast(ts_rank(%s, %s) as double precision)".formatted(Words.OF_TURN, Words.QUERY);

  private static final String COLUMNS =
      "c.conversation_id, c.agent_id, c.agent_name, t.turn_index, t.said ->> 'message',"
          + " c.started_at, "
          + SCORE
          + " as score";

  /** What comes first; the conversation's id and the turn's index settle ties. */
  public enum Order {
    /** That in which the words have most weight. */
    SEARCH_SCORE,
    /** That of the newest conversation. */
    CREATED_AT
  }

  /**
   * A place in the list.
   *
   * @param value of what the list is sorted by: a score, or unix seconds
   */
  public record Place(double value, String conversationId, int turnIndex) {}

  /** A turn that was found. */
  public record Hit(
      String conversationId,
      String agentId,
      Optional<String> agentName,
      int transcriptIndex,
      String chunkText,
      double score,
      long conversationStartTimeUnixSecs) {

    private static Hit of(Object[] row) {
      return new Hit(
          (String) row[0],
          (String) row[1],
          Optional.ofNullable((String) row[2]),
          (Integer) row[3],
          (String) row[4],
          (Double) row[6],
          (Long) row[5]);
    }
  }

  /** A page of what was found. */
  public record Page(List<Hit> hits, Optional<Place> next) {}

  public WordSearch {
    filters = List.copyOf(filters);
  }

  Uni<Page> run() {
    List<Filter> conditions = new ArrayList<>();
    conditions.add(new Filter(Words.HOLD, List.of(words)));
    conditions.add(new Filter("c.workspace = ?", List.of(workspace.id())));
    conditions.add(new Filter("c.started_at is not null", List.of()));
    conditions.addAll(filters);
    from.ifPresent(place -> conditions.add(after(place)));
    var condition = Filter.all(conditions);
    var first = order == Order.SEARCH_SCORE ? "score" : "c.started_at";
    var sql =
        """
        select %s
        from {h-schema}turn t join {h-schema}conversation c using (conversation_id)
        where %s
        order by %s desc, c.conversation_id desc, t.turn_index desc
        limit %d
        """
            .formatted(COLUMNS, condition.sql(), first, pageSize + 1);
    List<Object> values = new ArrayList<>(List.of(words));
    values.addAll(condition.values());
    return new Statement(sql, values).run().map(rows -> page(rows.stream().map(Hit::of).toList()));
  }

  private Filter after(Place place) {
    return switch (order) {
      case SEARCH_SCORE ->
          new Filter(
              "(" + SCORE + ", c.conversation_id, t.turn_index) < (?, ?, ?)",
              List.of(words, place.value(), place.conversationId(), place.turnIndex()));
      case CREATED_AT ->
          new Filter(
              "(c.started_at, c.conversation_id, t.turn_index) < (?, ?, ?)",
              List.of((long) place.value(), place.conversationId(), place.turnIndex()));
    };
  }

  private Page page(List<Hit> found) {
    var hits = found.stream().limit(pageSize).toList();
    if (found.size() <= pageSize) {
      return new Page(hits, Optional.empty());
    }
    var last = hits.getLast();
    var value =
        switch (order) {
          case SEARCH_SCORE -> last.score();
          case CREATED_AT -> (double) last.conversationStartTimeUnixSecs();
        };
    return new Page(
        hits, Optional.of(new Place(value, last.conversationId(), last.transcriptIndex())));
  }
}
